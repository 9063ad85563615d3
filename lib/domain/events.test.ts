import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { compareEventIds, isEventId, runEventSchema } from "./events.ts"

describe("event ids", () => {
  const id = fc.tuple(fc.nat(), fc.nat()).map(([major, minor]) => `${major}-${minor}`)

  it("rise by number, not by letter", () => {
    expect(compareEventIds("9-0", "10-0")).toBeLessThan(0)
    expect(compareEventIds("1-10", "1-9")).toBeGreaterThan(0)
    expect(compareEventIds("1-1", "1-1")).toBe(0)
    expect(["2-0", "1-2", "1-11", "10-0"].sort(compareEventIds)).toEqual(["1-2", "1-11", "2-0", "10-0"])
  })

  it("are in one order, from both sides", () => {
    fc.assert(
      fc.property(id, id, (a, b) => {
        expect(Math.sign(compareEventIds(a, b))).toBe(-Math.sign(compareEventIds(b, a)) + 0)
        expect(compareEventIds(a, b) === 0).toBe(a === b)
      }),
    )
  })

  it("are told from anything else that may stand in a header", () => {
    for (const right of ["0-0", "1764000000000-12"]) expect(isEventId(right)).toBe(true)
    for (const wrong of ["", "1", "1-", "-1", "1-1-1", "a-b", "1-1\n", " 1-1", `${"9".repeat(17)}-0`])
      expect(isEventId(wrong), JSON.stringify(wrong)).toBe(false)
  })
})

describe("runEventSchema", () => {
  it("takes tokens with unknown probabilities, and no unknown event", () => {
    const delta = { type: "run.delta", runId: "r", channel: "text", text: "x" }
    expect(
      runEventSchema.safeParse({
        ...delta,
        tokens: [{ text: "x", logprob: null, top: [{ text: "y", logprob: -9999 }] }],
      }).success,
    ).toBe(true)
    expect(runEventSchema.safeParse({ ...delta, channel: "smoke" }).success).toBe(false)
    expect(runEventSchema.safeParse({ ...delta, type: "run.exploded" }).success).toBe(false)
  })
})
