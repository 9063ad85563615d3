import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  budgetLines,
  exhausted,
  isUnlimited,
  nothingUsed,
  periodKey,
  resetsAt,
  tightest,
} from "#lib/domain/budget"
import { budgetSchema } from "#lib/domain/budget-schema"

const at = (iso: string) => Date.parse(iso)

describe("periods", () => {
  it("are days and months of UTC, also at the turn of the year", () => {
    expect(periodKey("day", at("2026-12-31T23:59:59.999Z"))).toBe("2026-12-31")
    expect(periodKey("month", at("2027-01-01T00:00:00Z"))).toBe("2027-01")
    expect(resetsAt("day", at("2026-12-31T23:59:59.999Z"))).toBe(at("2027-01-01T00:00:00Z"))
    expect(resetsAt("month", at("2026-12-01T00:00:00Z"))).toBe(at("2027-01-01T00:00:00Z"))
    expect(resetsAt("month", at("2028-02-29T12:00:00Z"))).toBe(at("2028-03-01T00:00:00Z"))
  })

  it("last until the moment at which they start again, and not beyond", () => {
    const moments = fc.integer({ min: at("2020-01-01T00:00:00Z"), max: at("2040-01-01T00:00:00Z") })
    fc.assert(
      fc.property(moments, fc.constantFrom("day" as const, "month" as const), (moment, period) => {
        const end = resetsAt(period, moment)
        expect(end).toBeGreaterThan(moment)
        expect(periodKey(period, end - 1)).toBe(periodKey(period, moment))
        expect(periodKey(period, end)).not.toBe(periodKey(period, moment))
      }),
    )
  })
})

describe("a budget", () => {
  it("limits only what it names, and zero is a limit", () => {
    const used = nothingUsed()
    expect(isUnlimited({ day: {}, month: {} })).toBe(true)
    expect(exhausted({ day: {}, month: {} }, used)).toBeUndefined()
    expect(exhausted({ day: { tokens: 0 }, month: {} }, used)).toMatchObject({ measure: "tokens", share: 1 })
  })

  it("names the limit that stands in the way for longest", () => {
    const used = { day: { requests: 5, tokens: 0, cost: 0 }, month: { requests: 9, tokens: 0, cost: 1 } }
    const budget = { day: { requests: 5 }, month: { requests: 10, cost: 1 } }
    expect(exhausted(budget, used)).toMatchObject({ period: "month", measure: "cost", limit: 1, used: 1 })
    expect(tightest(budgetLines({ day: { requests: 10 }, month: { requests: 10 } }, used))).toMatchObject({
      period: "month",
      share: 0.9,
    })
  })

  it("takes no negative or broken limits", () => {
    for (const requests of [-1, 0.5, Number.NaN, 1e10])
      expect(budgetSchema.safeParse({ day: { requests }, month: {} }).success).toBe(false)
  })
})
