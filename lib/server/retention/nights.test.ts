import { describe, expect, it } from "vitest"
import { createClockWatch, lastNight, nextNight } from "./nights.ts"

const local = (hour: number, minute = 0) => new Date(2026, 10, 29, hour, minute).getTime()

describe("the hour of the nightly job", () => {
  it("has come today once it is past, else yesterday; and comes next on the other side", () => {
    expect(lastNight(3, local(3))).toEqual({ night: "2026-11-29", at: local(3) })
    expect(lastNight(3, local(2, 59)).night).toBe("2026-11-28")
    expect(nextNight(3, local(2, 59))).toBe(local(3))
    expect(nextNight(3, local(3))).toBe(new Date(2026, 10, 30, 3).getTime())
  })
})

describe("a clock that jumps", () => {
  const clocks = () => {
    const at = { now: 1_000_000, ticks: 0 }
    const pass = (ms: number) => {
      at.now += ms
      at.ticks += ms
    }
    return { at, pass, watch: createClockWatch({ now: () => at.now, ticks: () => at.ticks }) }
  }
  const minute = 60_000

  it("is trusted while it goes like the one that ticks", () => {
    const { pass, watch } = clocks()
    for (const ms of [minute, minute, 300 * minute]) {
      pass(ms)
      expect(watch.isSteady()).toBe(true)
    }
  })

  it.each([
    ["forward by years", 5 * 365 * 24 * 60 * minute],
    ["back by a day", -24 * 60 * minute],
  ])("is not trusted for an hour after it went %s, and again after it was set right", (_name, jump) => {
    const { at, pass, watch } = clocks()
    at.now += jump
    pass(minute)
    expect(watch.isSteady()).toBe(false)
    pass(30 * minute)
    expect(watch.isSteady()).toBe(false)
    at.now -= jump
    pass(minute)
    expect(watch.isSteady()).toBe(false)
    pass(59 * minute)
    expect(watch.isSteady()).toBe(false)
    pass(minute)
    expect(watch.isSteady()).toBe(true)
  })
})
