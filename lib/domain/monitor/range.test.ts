import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { coarsestWidth, dayMs, hourMs, minuteMs, rangeNames, spanBetween, spanOfRange } from "./range.ts"

const now = Date.parse("2026-11-24T13:37:21Z")

describe("ranges", () => {
  it("end with the step that is under way and begin with a whole one", () => {
    for (const name of rangeNames) {
      const { from, to, stepMs } = spanOfRange(name, now)
      expect(from % stepMs).toBe(0)
      expect(to % stepMs).toBe(0)
      expect(to).toBeGreaterThan(now)
      expect(to - stepMs).toBeLessThanOrEqual(now)
      expect((to - from) / stepMs).toBeLessThanOrEqual(180)
    }
  })

  it("of days are today and the days before", () => {
    expect(new Date(spanOfRange("7d", now).from).toISOString()).toBe("2026-11-18T00:00:00.000Z")
    expect(new Date(spanOfRange("5m", now).from).toISOString()).toBe("2026-11-24T13:33:00.000Z")
  })

  it("that one sets oneself are covered in whole steps that a chart can show, as fine as there are figures", () => {
    const moment = fc.integer({ min: now - 400 * dayMs, max: now })
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 179 * dayMs }), (from, length) => {
        const span = spanBetween(from, from + length, now)
        expect(span.from).toBeLessThanOrEqual(from)
        expect(span.to).toBeGreaterThanOrEqual(from + length)
        expect((span.to - span.from) / span.stepMs).toBeLessThanOrEqual(182)
        if (from < now - 100 * dayMs) expect(span.stepMs).toBe(dayMs)
        else if (from < now - 48 * hourMs) expect(span.stepMs).toBeGreaterThanOrEqual(hourMs)
      }),
    )
  })

  it("are read by the longest spans that make them up", () => {
    expect(coarsestWidth(spanOfRange("30d", now), now)).toBe(dayMs)
    expect(coarsestWidth(spanOfRange("24h", now), now)).toBe(hourMs)
    expect(coarsestWidth(spanOfRange("1h", now), now)).toBe(minuteMs)
    expect(coarsestWidth({ from: 0, to: 5 * hourMs }, now)).toBe(hourMs)
  })
})
