import { setImmediate } from "node:timers/promises"
import { describe, expect, it } from "vitest"
import type { UpstreamEvent } from "#lib/server/upstream/dialects/dialect"
import { dialectOf } from "#lib/server/upstream/dialects/dialect-of"
import { type Timers, withDeadlines } from "./deadlines.ts"

const limits = { firstPayloadMs: 1000, betweenPayloadsMs: 100, totalMs: 5000 }
const delta: UpstreamEvent = { type: "delta", channel: "text", text: "x" }

/** A clock that is moved by hand, and how many timers were ever set on it. */
function handClock() {
  let now = 0
  let due: { at: number; callback: () => void } | undefined
  let set = 0
  const timers: Timers = {
    now: () => now,
    after(ms, callback) {
      set += 1
      const timer = { at: now + ms, callback }
      due = timer
      return () => {
        if (due === timer) due = undefined
      }
    },
  }
  return {
    timers,
    get set() {
      return set
    },
    get armed() {
      return due !== undefined
    },
    advance(ms: number) {
      const target = now + ms
      while (due && due.at <= target) {
        now = due.at
        const { callback } = due
        due = undefined
        callback()
      }
      now = target
    },
  }
}

/** An upstream whose events are given one by one; it ends only when told to. */
function handUpstream() {
  const waiting: ((result: IteratorResult<UpstreamEvent, undefined>) => void)[] = []
  let returned = false
  const events: AsyncIterable<UpstreamEvent> = {
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise((resolve) => waiting.push(resolve)),
      return: () => {
        returned = true
        return Promise.resolve({ done: true, value: undefined })
      },
    }),
  }
  return {
    events,
    give: (event: UpstreamEvent) => waiting.shift()?.({ done: false, value: event }),
    end: () => waiting.shift()?.({ done: true, value: undefined }),
    get returned() {
      return returned
    },
  }
}

function start() {
  const clock = handClock()
  const upstream = handUpstream()
  const abort = new AbortController()
  return { clock, upstream, abort, events: withDeadlines(upstream.events, limits, abort, clock.timers) }
}

describe("withDeadlines", () => {
  it("ends a run whose first payload does not come, and hangs up", async () => {
    const { clock, events, abort } = start()
    const next = events.next()
    clock.advance(999)
    expect(abort.signal.aborted).toBe(false)
    clock.advance(1)
    await expect(next).rejects.toMatchObject({
      code: "upstream_stalled",
      retryable: true,
      params: { seconds: 1, phase: "first" },
    })
    expect(abort.signal.reason).toMatchObject({ code: "upstream_stalled" })
    await expect(events.next()).rejects.toMatchObject({ code: "upstream_stalled" })
  })

  it("ends a run that falls silent, counting from its last payload", async () => {
    const { clock, events, upstream, abort } = start()
    const first = events.next()
    clock.advance(900)
    upstream.give(delta)
    await first
    const second = events.next()
    clock.advance(99)
    upstream.give(delta)
    expect(await second).toEqual({ done: false, value: delta })
    const third = events.next()
    clock.advance(99)
    expect(abort.signal.aborted).toBe(false)
    clock.advance(1)
    await expect(third).rejects.toMatchObject({ code: "upstream_stalled", params: { phase: "between" } })
  })

  it("ends a run that falls silent early, long before the first payload's limit", async () => {
    const { clock, events, upstream, abort } = start()
    const first = events.next()
    clock.advance(10)
    upstream.give(delta)
    await first
    const second = events.next()
    clock.advance(100)
    await expect(second).rejects.toMatchObject({ code: "upstream_stalled", params: { phase: "between" } })
    expect(abort.signal.aborted).toBe(true)
  })

  it.each([
    ["before its first word", "", "first"],
    ["after it", 'data: {"choices":[{"index":0,"delta":{"content":"Hi"}}]}\n\n', "between"],
  ])(
    "ends a run whose upstream only keeps the connection alive %s: comments are no payload",
    async (_, begin, phase) => {
      const { timers, advance } = handClock()
      const abort = new AbortController()
      const bytes = (text: string) => new TextEncoder().encode(text)
      async function* alive() {
        yield bytes(`: connected\n\n${begin}`)
        while (!abort.signal.aborted) {
          yield bytes(": keep-alive\n\n")
          await setImmediate()
          advance(10)
        }
        throw abort.signal.reason
      }
      const headers = new Headers({ "content-type": "text/event-stream" })
      const answer = dialectOf("openai").events({ status: 200, headers, body: alive() })
      const read = async () => {
        for await (const _ of withDeadlines(answer, limits, abort, timers));
      }
      await expect(read()).rejects.toMatchObject({ code: "upstream_stalled", params: { phase } })
    },
  )

  it("ends a run that goes on and on", async () => {
    const { clock, events, upstream } = start()
    for (let n = 0; n < 99; n++) {
      const next = events.next()
      clock.advance(50)
      upstream.give(delta)
      await next
    }
    const next = events.next()
    clock.advance(50)
    await expect(next).rejects.toMatchObject({ code: "upstream_too_long", retryable: false })
  })

  it("sets no timer for a token", async () => {
    const { clock, events, upstream } = start()
    for (let n = 0; n < 1000; n++) {
      const next = events.next()
      upstream.give(delta)
      await next
    }
    // The start's, and the first payload's.
    expect(clock.set).toBe(2)
  })

  it("leaves no timer behind, however a run ends", async () => {
    const ended = start()
    const last = ended.events.next()
    ended.upstream.end()
    expect(await last).toEqual({ done: true, value: undefined })
    expect(ended.clock.armed).toBe(false)

    const left = start()
    await left.events.return()
    expect(left.clock.armed).toBe(false)
    expect(left.upstream.returned).toBe(true)

    const clock = handClock()
    async function* failing(): AsyncGenerator<UpstreamEvent, void, undefined> {
      yield delta
      throw new Error("broken")
    }
    const events = withDeadlines(failing(), limits, new AbortController(), clock.timers)
    await events.next()
    await expect(events.next()).rejects.toThrow("broken")
    expect(clock.armed).toBe(false)
  })
})
