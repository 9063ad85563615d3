import { isBrokenCircuitError } from "cockatiel"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { BracketError } from "#lib/domain/errors"
import { openWithRetries } from "#lib/server/engine/attempts"
import {
  type Breaker,
  type BreakerChange,
  createBreaker,
  createBreakers,
  halfOpenAfterMs,
} from "./breakers.ts"

const ill = new BracketError("upstream_fault", "503")
const busy = (retryAfterMs?: number) => new BracketError("upstream_rate_limited", "429", { retryAfterMs })
const failing = (error: unknown) => async () => Promise.reject(error)
const well = async () => "well"

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: 1_000_000 }))
afterEach(() => void vi.useRealTimers())
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms)

/** A breaker that has opened, and that lets the next call through to see how the service is. */
async function probing(): Promise<Breaker> {
  const breaker = createBreaker(Date.now)
  for (let count = 0; count < 5; count++) await breaker.execute(failing(ill)).catch(() => undefined)
  expect(breaker.waitsUntil()).toBe(Date.now() + halfOpenAfterMs)
  await expect(breaker.execute(well)).rejects.toSatisfy(isBrokenCircuitError)
  pass(halfOpenAfterMs)
  return breaker
}

describe("a probe", () => {
  test("that succeeds, or is refused for its own sake, shows that the service lives", async () => {
    for (const answer of [well, failing(new BracketError("upstream_bad_request", "400"))]) {
      const breaker = await probing()
      await breaker.execute(answer).catch(() => undefined)
      expect(breaker.waitsUntil()).toBeUndefined()
    }
  })

  test("that fails keeps everybody waiting for as long again", async () => {
    const breaker = await probing()
    await expect(breaker.execute(failing(ill))).rejects.toBe(ill)
    expect(breaker.waitsUntil()).toBe(Date.now() + halfOpenAfterMs)
  })

  test.each([
    ["is stopped by its person", "cancelled"],
    ["fails on this side", new BracketError("invalid_input", "The init image is not there (any more).")],
  ])(
    "that %s says nothing: the next call is the probe, and only when that is well do all go on",
    async (_, reason) => {
      const breaker = await probing()
      await expect(breaker.execute(failing(reason))).rejects.toBe(reason)
      // Were the breaker closed, one more fault would not open it.
      await expect(breaker.execute(failing(ill))).rejects.toBe(ill)
      expect(breaker.waitsUntil()).toBe(Date.now() + halfOpenAfterMs)
      await expect(breaker.execute(well)).rejects.toSatisfy(isBrokenCircuitError)
      pass(halfOpenAfterMs)
      await breaker.execute(failing(reason)).catch(() => undefined)
      expect(await breaker.execute(well)).toBe("well")
      expect(breaker.waitsUntil()).toBeUndefined()
    },
  )

  test.each([
    [undefined, 1000],
    [7000, 7000],
    [3_600_000, halfOpenAfterMs],
  ])(
    "that is told to come back (after %s ms) closes nothing; the next one waits %s ms",
    async (asked, waits) => {
      const breaker = await probing()
      await expect(breaker.execute(failing(busy(asked)))).rejects.toMatchObject({
        code: "upstream_rate_limited",
      })
      expect(breaker.waitsUntil()).toBe(Date.now() + waits)
      await expect(breaker.execute(well)).rejects.toSatisfy(isBrokenCircuitError)
      pass(waits)
      expect(await breaker.execute(well)).toBe("well")
      expect(breaker.waitsUntil()).toBeUndefined()
    },
  )

  test("that is stopped hands over to the run that waits behind it", async () => {
    const breaker = await probing()
    const leave = Promise.withResolvers<never>()
    const stopped = breaker.execute(() => leave.promise)
    const asked: number[] = []
    const waiting = openWithRetries(
      async (attempt) => {
        asked.push(attempt)
        return "well"
      },
      {
        breaker,
        admit: async () => undefined,
        listener: { onRetry: () => undefined, onBreaker: () => undefined },
        signal: new AbortController().signal,
        sleep: async () => undefined,
        random: () => 0.5,
        now: Date.now,
      },
    )
    expect(asked).toEqual([])
    leave.reject("cancelled")
    await expect(stopped).rejects.toBe("cancelled")
    expect(await waiting).toBe("well")
    expect(asked).toEqual([1])
    expect(breaker.waitsUntil()).toBeUndefined()
  })
})

test("who waits behind a probe says so, and says the new pause when that has failed", async () => {
  const breaker = await probing()
  const start = Date.now()
  const end = Promise.withResolvers<never>()
  const probe = breaker.execute(() => end.promise).catch(() => undefined)
  const told: number[] = []
  const waiting = openWithRetries(well, {
    breaker,
    admit: async () => undefined,
    listener: { onRetry: () => undefined, onBreaker: (untilMs) => void told.push(untilMs - start) },
    signal: new AbortController().signal,
    sleep: async (ms) => void pass(ms),
    random: () => 0.5,
    now: Date.now,
  })
  await expect.poll(() => told).toEqual([0])
  end.reject(ill)
  await probe
  expect(await waiting).toBe("well")
  // Behind the probe; the pause that its failure made; its own turn.
  expect(told).toEqual([0, halfOpenAfterMs, halfOpenAfterMs])
})

test("calls that are stopped, or told to come back, while all is well count for nothing", async () => {
  const breaker = createBreaker(Date.now)
  for (let count = 0; count < 20; count++)
    for (const reason of ["cancelled", busy()]) await breaker.execute(failing(reason)).catch(() => undefined)
  expect(breaker.waitsUntil()).toBeUndefined()
})

test("over half of ten calls in half a minute is too much, even with good ones in between", async () => {
  const breaker = createBreaker(Date.now)
  for (let count = 0; count < 4; count++) {
    await breaker.execute(well)
    for (let fault = 0; fault < 2; fault++) await breaker.execute(failing(ill)).catch(() => undefined)
    if (count < 3) expect(breaker.view()).toMatchObject({ state: "closed" })
  }
  expect(breaker.view()).toMatchObject({ state: "open", waitMs: halfOpenAfterMs })
})

test("says what it does, and when, by the clock on the wall; and waits by the one that nobody moves", async () => {
  let steady = 0
  let wall = 9_000_000
  const breakers = createBreakers({ now: () => wall, steady: () => steady })
  const told: BreakerChange[] = []
  const stop = breakers.onChange((change) => told.push(change))
  expect(breakers.view("one")).toEqual({ state: "closed", faults: 0 })
  const breaker = breakers.of("one")
  for (let count = 0; count < 5; count++) await breaker.execute(failing(ill)).catch(() => undefined)
  expect(breakers.view("one")).toEqual({ state: "open", faults: 5, waitMs: halfOpenAfterMs })
  wall -= 3_600_000
  steady += halfOpenAfterMs
  const answer = Promise.withResolvers<string>()
  const probe = breaker.execute(() => answer.promise)
  expect(breakers.list()).toEqual([{ connectionId: "one", state: "half-open", faults: 5 }])
  answer.resolve("well")
  await probe
  stop()
  for (let count = 0; count < 5; count++) await breaker.execute(failing(ill)).catch(() => undefined)
  expect(told).toEqual([
    { connectionId: "one", state: "open", at: 9_000_000 },
    { connectionId: "one", state: "half-open", at: 5_400_000 },
    { connectionId: "one", state: "closed", at: 5_400_000 },
  ])
})
