import { afterEach, expect, it, vi } from "vitest"
import type { LoggedEvent } from "#lib/domain/events"
import { eventStream } from "#lib/server/http/event-stream"

afterEach(() => {
  vi.useRealTimers()
})

/** A source that says nothing until it is left. */
async function* quiet(leave: AbortController): AsyncGenerator<LoggedEvent[], void, undefined> {
  await new Promise<void>((resolve) => leave.signal.addEventListener("abort", () => resolve()))
}

it("a stream that was open when its session ended is closed with the next sign of life", async () => {
  vi.useFakeTimers()
  const leave = new AbortController()
  let signedIn = true
  const response = eventStream(quiet(leave), leave, async () => signedIn)
  const reader = response.body?.getReader()
  const first = reader?.read()
  await vi.advanceTimersByTimeAsync(15_000)
  expect(new TextDecoder().decode((await first)?.value)).toBe(": keep-alive\n\n")
  expect(leave.signal.aborted).toBe(false)
  signedIn = false
  await vi.advanceTimersByTimeAsync(15_000)
  expect(leave.signal.aborted).toBe(true)
  await reader?.read()
  expect((await reader?.read())?.done).toBe(true)
})

it("a database that does not answer closes nobody's stream", async () => {
  vi.useFakeTimers()
  const leave = new AbortController()
  const response = eventStream(quiet(leave), leave, () => Promise.reject(new Error("away")))
  const read = response.body?.getReader().read()
  await vi.advanceTimersByTimeAsync(15_000)
  await read
  expect(leave.signal.aborted).toBe(false)
  await response.body?.cancel().catch(() => undefined)
})
