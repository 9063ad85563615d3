import { describe, expect, it } from "vitest"
import { reviewMarkSchema, reviewPolicySchema } from "#lib/domain/review"
import { duePeriods, reviewPeriodOf, sampleSize } from "#lib/domain/review-period"
import { type ReviewTally, reviewStatistics, wilsonInterval } from "#lib/domain/review-statistics"

const at = (text: string) => Date.parse(`${text}Z`)

describe("periods of review", () => {
  it("are days and weeks of UTC, weeks from Monday by the year of their Thursday", () => {
    expect(reviewPeriodOf("day", at("2026-11-29T23:59:59.999"))).toEqual({
      id: "2026-11-29",
      from: at("2026-11-29T00:00"),
      to: at("2026-11-30T00:00"),
    })
    expect(reviewPeriodOf("week", at("2026-11-29T12:00"))).toEqual({
      id: "2026-W48",
      from: at("2026-11-23T00:00"),
      to: at("2026-11-30T00:00"),
    })
    expect(reviewPeriodOf("week", at("2027-01-01T00:00")).id).toBe("2026-W53")
    expect(reviewPeriodOf("week", at("2024-12-31T00:00")).id).toBe("2025-W01")
  })

  it("are due once they are over, also those that ended while nothing ran", () => {
    const due = (since: string, now: string) => duePeriods("day", at(since), at(now)).map(({ id }) => id)
    expect(due("2026-11-29T08:00", "2026-11-29T23:59")).toEqual([])
    expect(due("2026-11-29T08:00", "2026-11-30T00:00")).toEqual(["2026-11-29"])
    expect(due("2026-11-27T00:00", "2026-11-30T10:00")).toEqual(["2026-11-27", "2026-11-28", "2026-11-29"])
    // A clock that was put back owes nothing.
    expect(due("2026-11-29T08:00", "2026-10-01T00:00")).toEqual([])
    expect(due("2020-01-01T00:00", "2026-11-30T00:00")).toHaveLength(31)
  })

  it.each([
    ["the share, rounded up", { runs: 101, flagged: 0 }, 6],
    ["at least so many", { runs: 20, flagged: 0 }, 3],
    ["no more than there are", { runs: 2, flagged: 0 }, 2],
    ["at most so many", { runs: 5000, flagged: 0 }, 20],
    ["all flagged ones", { runs: 100, flagged: 12 }, 12],
    ["flagged ones up to the most", { runs: 100, flagged: 90 }, 20],
    ["nothing out of nothing", { runs: 0, flagged: 0 }, 0],
  ])("give a sample of %s", (_name, found, size) => {
    expect(sampleSize({ share: 0.05, atLeast: 3, atMost: 20 }, found)).toBe(size)
  })
})

describe("what is said in review", () => {
  it("a violation needs a category, anything else must not have one", () => {
    const ok = (mark: object) => reviewMarkSchema.safeParse({ version: 0, ...mark }).success
    expect(ok({ verdict: "violation", category: "hate" })).toBe(true)
    expect(ok({ verdict: "violation" })).toBe(false)
    expect(ok({ verdict: "fine", category: "hate" })).toBe(false)
    expect(ok({ verdict: "open" })).toBe(true)
  })

  it("a policy asks for no more at least than at most", () => {
    expect(reviewPolicySchema.parse({})).toMatchObject({ on: false, share: 0.05 })
    const parsed = reviewPolicySchema.safeParse({ atLeast: 9, atMost: 8 })
    expect(parsed.error?.issues[0]?.path).toEqual(["atLeast"])
  })
})

describe("figures of review", () => {
  it("a confidence interval by Wilson, as published tables have it", () => {
    const rounded = (hits: number, drawn: number) => {
      const { low, high } = wilsonInterval(hits, drawn) ?? { low: -1, high: -1 }
      return [low.toFixed(4), high.toFixed(4)]
    }
    // Newcombe (Statistics in Medicine 17, 1998), table I, method 3.
    expect(rounded(81, 263)).toEqual(["0.2553", "0.3662"])
    expect(rounded(15, 148)).toEqual(["0.0624", "0.1605"])
    expect(rounded(0, 20)).toEqual(["0.0000", "0.1611"])
    expect(rounded(1, 29)).toEqual(["0.0061", "0.1718"])
    expect(wilsonInterval(0, 0)).toBeUndefined()
  })

  it("what was flagged is counted apart from what was drawn by chance", () => {
    const tally = (more: Partial<ReviewTally>): ReviewTally => ({
      periodId: "w1",
      flagged: false,
      model: "small",
      verdict: "fine",
      category: null,
      reviewer: { id: "ann", name: "Ann" },
      count: 1,
      ...more,
    })
    const statistics = reviewStatistics(
      [
        { id: "w2", from: 7, to: 14, runs: 0 },
        { id: "w1", from: 0, to: 7, runs: 90 },
      ],
      [
        tally({ count: 5 }),
        tally({ verdict: "violation", category: "hate", model: "large", count: 2 }),
        tally({
          verdict: "violation",
          category: "other",
          flagged: true,
          reviewer: { id: "ben", name: null },
        }),
        tally({ verdict: "open", reviewer: null, count: 3 }),
      ],
    )
    expect(statistics.random).toEqual({ open: 3, fine: 5, violation: 2 })
    expect(statistics.flagged).toEqual({ open: 0, fine: 0, violation: 1 })
    expect(statistics.periods).toEqual([
      { id: "w2", from: 7, to: 14, runs: 0, flagged: 0, open: 0, fine: 0, violation: 0 },
      { id: "w1", from: 0, to: 7, runs: 90, flagged: 1, open: 3, fine: 5, violation: 3 },
    ])
    expect(statistics.models.map(({ key, fine, violation }) => [key, fine, violation])).toEqual([
      ["small", 5, 1],
      ["large", 0, 2],
    ])
    expect(statistics.reviewers.map(({ key, name }) => [key, name])).toEqual([
      ["ann", "Ann"],
      ["ben", null],
    ])
    expect(statistics.categories).toEqual([
      { key: "hate", count: 2 },
      { key: "other", count: 1 },
    ])
  })
})
