import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type AlertRule, alertKinds, defaultAlertRule } from "./alert-rules.ts"
import { type AlertEvent, type AlertState, levelOf, stepAlert } from "./alert-state.ts"

interface Look {
  at: number
  value: number | null
  muted?: boolean
}

/** Looks one after the other; what happened, and when. The state goes through JSON, as through the database. */
function follow(rule: AlertRule, looks: Look[]) {
  let state: AlertState | undefined
  const events: (AlertEvent & { at: number; phase: string })[] = []
  const phases: string[] = []
  for (const { at, value, muted = false } of looks) {
    const step = stepAlert(state, rule, value, { now: at, muted })
    state = JSON.parse(JSON.stringify(step.state))
    phases.push(step.state.phase)
    events.push(...step.events.map((event) => ({ ...event, at, phase: step.state.phase })))
  }
  return { state, events, phases, types: events.map(({ type }) => type) }
}

const every15s = (values: (number | null)[], start = 0): Look[] =>
  values.map((value, index) => ({ at: start + index * 15_000, value }))
const rule = (more: Partial<AlertRule> = {}): AlertRule => ({ ...defaultAlertRule("error-rate"), ...more })

describe("an alert", () => {
  it("fires once the condition has held as long as it must, and once only", () => {
    const { events, phases } = follow(rule(), every15s(Array(60).fill(9)))
    expect(events.map(({ type, at }) => [type, at])).toEqual([
      ["fired", 300_000],
      ["told", 300_000],
    ])
    expect(phases[0]).toBe("pending")
  })

  it("does not fire for a condition that is interrupted", () => {
    const { types } = follow(rule(), every15s([...Array(19).fill(9), 1, ...Array(19).fill(9)]))
    expect(types).toEqual([])
  })

  it("does not waver around the threshold: it is over only well below it, for a while", () => {
    const firing = Array(21).fill(9)
    const wavering = [5.2, 4.8, 5.1, 4.7, 4.6]
    expect(follow(rule(), every15s([...firing, ...wavering])).types).toEqual(["fired", "told"])
    const { events } = follow(rule(), every15s([...firing, ...Array(20).fill(1)]))
    expect(events.at(-1)).toMatchObject({ type: "resolved", tell: true, at: 315_000 + 120_000 })
  })

  it("keeps its peak until it is over", () => {
    const { state } = follow(rule(), every15s([...Array(20).fill(9), 40, 12]))
    expect(state).toMatchObject({ phase: "firing", peak: 40 })
  })

  it("waits out the cool-down, pending, before it fires again", () => {
    const quick = rule({ forSeconds: 0, coolDownSeconds: 60 })
    const { events } = follow(quick, every15s([9, 0, 9, 9, 9, 9]))
    expect(events.map(({ type, at }) => [type, at])).toEqual([
      ["fired", 0],
      ["told", 0],
      ["resolved", 15_000],
      ["fired", 60_000],
      ["told", 60_000],
    ])
  })

  it("tells nobody while it is muted, and those who were not told not that it is over", () => {
    const quick = rule({ forSeconds: 0 })
    const muted = every15s([9, 9, 0]).map((look) => ({ ...look, muted: true }))
    expect(follow(quick, muted).events).toMatchObject([{ type: "fired" }, { type: "resolved", tell: false }])
    const later = [...muted.slice(0, 2), { at: 30_000, value: 9 }]
    expect(follow(quick, later).types).toEqual(["fired", "told"])
  })

  it("is over at once when its rule is switched off", () => {
    const { state } = follow(rule(), every15s(Array(21).fill(9)))
    const step = stepAlert(state, rule({ enabled: false }), 9, { now: 315_000, muted: false })
    expect(step.events).toEqual([{ type: "resolved", tell: true }])
  })

  it("does not take the time that a machine slept, or that its clock jumped, for time that it saw", () => {
    const slept = [{ at: 0, value: 9 }, { at: 3_600_000, value: 9 }, ...every15s([9], 3_615_000)]
    expect(follow(rule(), slept).types).toEqual([])
    const setBack = [...every15s(Array(10).fill(9), 1_000_000), ...every15s(Array(10).fill(9), 1000)]
    expect(follow(rule(), setBack).types).toEqual([])
  })

  it("a clock that was a year ahead silences nothing for a year", () => {
    const quick = rule({ forSeconds: 0, coolDownSeconds: 60 })
    const year = 365 * 86_400_000
    const looks = [...every15s([9, 0], year), ...every15s(Array(6).fill(9))]
    expect(follow(quick, looks).types.filter((type) => type === "fired")).toHaveLength(2)
  })

  it("nothing known speaks for no alert; a budget is reached at its limit, an error rate is over above it", () => {
    expect(levelOf(rule(), null)).toBe("clear")
    expect(levelOf(rule(), 5)).toBe("between")
    expect(levelOf(rule({ threshold: 0 }), 0)).toBe("clear")
    expect(levelOf(defaultAlertRule("budget"), 100)).toBe("over")
    expect(levelOf(defaultAlertRule("budget"), 99)).toBe("clear")
    expect(levelOf(defaultAlertRule("key-age"), 90)).toBe("clear")
    expect(levelOf(defaultAlertRule("breaker-open"), 0)).toBe("clear")
  })
})

describe("whatever happens", () => {
  const someRule = fc.record({
    kind: fc.constantFrom(...alertKinds),
    enabled: fc.constant(true),
    threshold: fc.integer({ min: 1, max: 100 }),
    forSeconds: fc.constantFrom(0, 15, 60, 300),
    coolDownSeconds: fc.constantFrom(0, 60, 600),
    minCalls: fc.constant(1),
  })
  const someLooks = fc
    .array(
      fc.record({
        gap: fc.oneof(
          { weight: 12, arbitrary: fc.constant(15_000) },
          fc.constantFrom(1, 90_000, 900_000, -15_000, -900_000),
        ),
        value: fc.oneof(fc.integer({ min: 0, max: 120 }), fc.constant(null), fc.constant(1000)),
        muted: fc.boolean(),
      }),
      { maxLength: 120 },
    )
    .map((looks) => {
      let at = 10_000_000
      return looks.map(({ gap, ...look }) => {
        at += gap
        return { ...look, at }
      })
    })

  it("fired and resolved take turns, each firing is told at most once, and the end to those alone who were told", () => {
    fc.assert(
      fc.property(someRule, someLooks, (given, looks) => {
        let isFiring = false
        let told = 0
        for (const event of follow(given, looks).events) {
          if (event.type === "fired") {
            expect(isFiring).toBe(false)
            isFiring = true
            told = 0
          } else if (event.type === "told") {
            expect(isFiring).toBe(true)
            told += 1
            expect(told).toBe(1)
          } else {
            expect(isFiring).toBe(true)
            expect(event.tell).toBe(told === 1)
            isFiring = false
          }
        }
      }),
    )
  })

  it("while the clock goes forward, messages that it fires are a cool-down apart", () => {
    fc.assert(
      fc.property(someRule, someLooks, (given, looks) => {
        const forward = looks.toSorted((one, other) => one.at - other.at)
        const told = follow(given, forward).events.filter(({ type }) => type === "told")
        for (const [index, { at }] of told.entries()) {
          const last = told[index - 1]
          if (last) expect(at - last.at).toBeGreaterThanOrEqual(given.coolDownSeconds * 1000)
        }
      }),
    )
  })

  it("seen without a gap, it fires only after the condition has held all the time", () => {
    const values = fc.array(fc.oneof(fc.integer({ min: 0, max: 120 }), fc.constant(null)), { maxLength: 150 })
    fc.assert(
      fc.property(someRule, values, (given, seen) => {
        const looks = every15s(seen)
        for (const { type, at } of follow(given, looks).events) {
          if (type !== "fired") continue
          const held = looks.filter((look) => look.at <= at && look.at >= at - given.forSeconds * 1000)
          expect(held.every(({ value }) => levelOf(given, value) === "over")).toBe(true)
        }
      }),
    )
  })
})
