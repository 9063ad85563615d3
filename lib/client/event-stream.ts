import { createParser, type EventSourceMessage } from "eventsource-parser"
import * as z from "zod/mini"
import { ApiError, type Call, send } from "#lib/client/api/request"
import type { StartBatchInput } from "#lib/domain/batch"
import { compareEventIds, isEventId, type LoggedEvent, runEventSchema } from "#lib/domain/events"

/** `offline`: the browser itself says that it has no network. */
export type StreamState = "connecting" | "live" | "reconnecting" | "offline"

/** How a stream ended for good. `gone`: the server does not know the batch (any more). */
export type StreamEnd = { kind: "finished" } | { kind: "gone" } | { kind: "refused"; error: ApiError }

export interface EventStreamOptions {
  batchId: string
  /** Starts the batch by POST; without it an existing batch is followed, from its beginning. */
  start?: StartBatchInput
  onEvents: (events: LoggedEvent[]) => void
  onState: (state: StreamState) => void
  onEnd: (end: StreamEnd) => void
}

/** What the stream needs from its surroundings, so that tests can stand in for network and clock. */
export interface StreamSurroundings {
  send: (path: string, call: Call) => Promise<Response>
  /** Resolves after `ms`, or as soon as `signal` aborts or the network comes back. */
  pause: (ms: number, signal: AbortSignal) => Promise<void>
  isOnline: () => boolean
  random: () => number
}

/** The server sends a comment every 15 s: a connection silent for three of them is dead. */
const silenceMs = 50_000
const longestWaitMs = 15_000
const maxEventChars = 64 * 1024 * 1024

/**
 * Follows one batch until its end over as many connections as it takes: each begins exactly after the last
 * event seen, so nothing is lost and nothing comes twice. Returns a function that stops following (the batch
 * itself goes on).
 */
export function followBatch(
  options: EventStreamOptions,
  surroundings: StreamSurroundings = browser,
): () => void {
  const closing = new AbortController()
  void follow(options, surroundings, closing.signal)
  return () => closing.abort()
}

async function follow(
  { batchId, start, onEvents, onState, onEnd }: EventStreamOptions,
  { send, pause, isOnline, random }: StreamSurroundings,
  signal: AbortSignal,
): Promise<void> {
  const address = `/api/batches/${encodeURIComponent(batchId)}/events`
  let lastId: string | undefined
  let started = start === undefined
  let failures = 0

  /** Up to where a run's snapshot reaches: a connection that begins before that brings some of it again. */
  const contained = new Map<string, string>()
  // A batch that was joined or resumed ends more than once: the last word counts, when the server has closed.
  let isFinished = false

  const deliver = (events: LoggedEvent[]): void => {
    const last = events.at(-1)
    if (!last) return
    lastId = last.id
    failures = 0
    onEvents(events.filter(isNews))
  }
  const isNews = ({ id, event }: LoggedEvent): boolean => {
    if (event.type === "batch.finished" || event.type === "batch.started") {
      isFinished = event.type === "batch.finished"
      return true
    }
    if (event.type === "run.snapshot") {
      if (event.until !== undefined) contained.set(event.runId, event.until)
      return true
    }
    const until = contained.get(event.runId)
    return until === undefined || compareEventIds(id, until) > 0
  }

  onState("connecting")
  while (!signal.aborted) {
    const attempt = new AbortController()
    const abort = () => attempt.abort()
    signal.addEventListener("abort", abort)
    try {
      const response = started
        ? await send(address, {
            query: { after: lastId },
            headers: { Accept: "text/event-stream" },
            signal: attempt.signal,
          })
        : await send("/api/batches", {
            method: "POST",
            body: start,
            headers: { Accept: "text/event-stream" },
            signal: attempt.signal,
          })
      started = true
      if (signal.aborted) return
      onState("live")
      await readEvents(response, attempt, deliver)
    } catch (error) {
      if (signal.aborted) return
      const end = endOf(error, started)
      if (end) {
        onEnd(end)
        return
      }
      if (error instanceof ApiError && error.retryAfterMs) {
        onState("reconnecting")
        await pause(Math.min(error.retryAfterMs, 60_000), signal)
        continue
      }
    } finally {
      signal.removeEventListener("abort", abort)
      attempt.abort()
    }
    if (signal.aborted) return
    if (isFinished) return onEnd({ kind: "finished" })
    onState(isOnline() ? "reconnecting" : "offline")
    const wait = Math.min(longestWaitMs, 250 * 2 ** failures) * (0.75 + random() / 2)
    failures = Math.min(failures + 1, 10)
    await pause(wait, signal)
  }
}

/** The end that an error means, or undefined when another connection may go better. */
function endOf(error: unknown, started: boolean): StreamEnd | undefined {
  if (!(error instanceof ApiError) || error.status === 0) return undefined
  if (!started) return { kind: "refused", error }
  if (error.status === 404) return { kind: "gone" }
  const passing = error.status >= 500 || error.status === 429
  return passing ? undefined : { kind: "refused", error }
}

/** Reads one connection to its end. */
async function readEvents(
  response: Response,
  attempt: AbortController,
  deliver: (events: LoggedEvent[]) => void,
): Promise<void> {
  if (!response.body) return
  const batch: LoggedEvent[] = []
  const parser = createParser({
    maxBufferSize: maxEventChars,
    onEvent: (message) => {
      const event = readEvent(message)
      if (event) batch.push(event)
    },
  })
  const decoder = new TextDecoder()
  const reader = response.body.getReader()
  let silence: ReturnType<typeof setTimeout> | undefined
  try {
    for (;;) {
      silence = setTimeout(() => attempt.abort(), silenceMs)
      const { done, value } = await reader.read()
      clearTimeout(silence)
      if (done) return
      parser.feed(decoder.decode(value, { stream: true }))
      if (batch.length > 0) deliver(batch.splice(0))
    }
  } finally {
    clearTimeout(silence)
    reader.cancel().catch(() => {})
  }
}

/** An event of a kind that this page does not know yet (a newer server) is passed over. */
function readEvent({ id, event, data }: EventSourceMessage): LoggedEvent | undefined {
  if (id === undefined || !isEventId(id)) return undefined
  let json: unknown
  try {
    json = JSON.parse(data)
  } catch {
    return undefined
  }
  if (typeof json !== "object" || json === null) return undefined
  const parsed = z.safeParse(runEventSchema, { ...json, type: event })
  return parsed.success ? { id, event: parsed.data } : undefined
}

const browser: StreamSurroundings = {
  send,
  isOnline: () => navigator.onLine,
  random: Math.random,
  pause: (ms, signal) =>
    new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        signal.removeEventListener("abort", done)
        window.removeEventListener("online", done)
        resolve()
      }
      const timer = setTimeout(done, ms)
      signal.addEventListener("abort", done)
      window.addEventListener("online", done)
    }),
}
