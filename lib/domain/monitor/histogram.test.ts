import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { addHistogram, addTime, type Histogram, lowerBorderMs, percentileMs, spanOf } from "./histogram.ts"

const times = fc.array(fc.double({ min: 1, max: 3_600_000, noNaN: true }), { minLength: 1, maxLength: 200 })

function histogramOf(values: number[]): Histogram {
  const histogram: Histogram = new Map()
  for (const value of values) addTime(histogram, value)
  return histogram
}

describe("histograms of times", () => {
  it("tell a percentile within 5 % of the true one", () => {
    fc.assert(
      fc.property(times, fc.constantFrom(0.5, 0.9, 0.99), (values, share) => {
        const sorted = values.toSorted((a, b) => a - b)
        const exact = sorted[Math.ceil(share * sorted.length) - 1] ?? 0
        const told = percentileMs(histogramOf(values), share) ?? 0
        expect(Math.abs(told - exact) / exact).toBeLessThan(0.05)
      }),
    )
  })

  it("added up say the same as one of all times", () => {
    fc.assert(
      fc.property(times, times, (some, others) => {
        const sum = histogramOf(some)
        addHistogram(sum, histogramOf(others))
        expect(sum).toEqual(histogramOf([...some, ...others]))
      }),
    )
  })

  it("never leave open on which side of two seconds a time lies", () => {
    expect(lowerBorderMs(spanOf(2_000))).toBe(2_000)
    expect(spanOf(1_999.9)).toBe(spanOf(2_000) - 1)
  })

  it("have nothing to say of nothing, and take what is no time for the shortest", () => {
    expect(percentileMs(new Map(), 0.9)).toBeNull()
    for (const odd of [0, -5, Number.NaN]) expect(spanOf(odd)).toBe(spanOf(0.001))
    expect(spanOf(1e12)).toBe(spanOf(1e10))
  })
})
