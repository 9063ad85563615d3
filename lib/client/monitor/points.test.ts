import { expect, it } from "vitest"
import { nothingShown } from "#lib/domain/monitor/answers"
import { codesOf, peakOf, pointsOf, rateOf } from "./points.ts"

const figures = nothingShown()

it("fills the steps in which nothing happened, so that a line does not skip them", () => {
  const points = pointsOf({
    from: 60_000,
    to: 240_000,
    stepMs: 60_000,
    points: [{ ...figures, at: 120_000, runs: 3 }],
    total: figures,
  })
  expect(points.map(({ at, runs }) => [at, runs])).toEqual([
    [60_000, 0],
    [120_000, 3],
    [180_000, 0],
  ])
})

it("measures the step that is under way by the time that has passed of it", () => {
  const point = { ...figures, at: 60_000, requests: 30 }
  expect(rateOf(point, 60_000, 500_000)).toBe(0.5)
  expect(rateOf(point, 60_000, 75_000)).toBe(2)
})

it("finds the peak, and none where nothing happened", () => {
  expect(peakOf([0, 3, null, 7, 7])).toBe(3)
  expect(peakOf([0, null])).toBeUndefined()
})

it("puts the rare error codes together", () => {
  const total = { ...figures, errors: { a: 1, b: 9, c: 4 } }
  expect(codesOf(total, 2)).toEqual({ codes: ["b", "c"], others: ["a"] })
})
