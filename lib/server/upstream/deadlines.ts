import { BracketError } from "#lib/domain/errors"
import type { UpstreamEvent } from "#lib/server/upstream/dialects/dialect"
import type { TimeLimits } from "./time-limits.ts"

/** A clock in ms and one timer of it; the process's own when not given. */
export interface Timers {
  now(): number
  /** Calls back after `ms`; the returned function takes that back. */
  after(ms: number, callback: () => void): () => void
}

const processTimers: Timers = {
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}

type Limits = Pick<TimeLimits, "firstPayloadMs" | "betweenPayloadsMs" | "totalMs">

/**
 * Bounds a run's events in time, counted from this call: `upstream_stalled` when the first payload or the
 * next one does not come, `upstream_too_long` when it never ends. Keep-alive comments are no events, so an
 * upstream that sends nothing else is caught here, and only here. The error is thrown to the reader at once
 * and is the reason given to `abort`, which must close the socket.
 *
 * One timer in all: an event only notes the time (the first one sets the timer anew), and the timer looks at that
 * note when it fires.
 */
export function withDeadlines(
  events: AsyncIterable<UpstreamEvent>,
  limits: Limits,
  abort: AbortController,
  timers: Timers = processTimers,
): AsyncGenerator<UpstreamEvent, void, undefined> {
  const source = events[Symbol.asyncIterator]()
  const startedAt = timers.now()
  let lastAt: number | undefined
  let failure: BracketError | undefined
  let rejectWaiting: ((error: BracketError) => void) | undefined
  let disarm: () => void = () => {}

  const stallsAt = (): number =>
    lastAt === undefined ? startedAt + limits.firstPayloadMs : lastAt + limits.betweenPayloadsMs

  function arm(): void {
    const dueAt = Math.min(stallsAt(), startedAt + limits.totalMs)
    disarm = timers.after(Math.max(1, dueAt - timers.now()), () => {
      const now = timers.now()
      if (now >= startedAt + limits.totalMs) expire(tooLong(limits.totalMs))
      else if (now >= stallsAt()) expire(stalled(lastAt === undefined, limits))
      else arm()
    })
  }

  function noteEvent(): void {
    const first = lastAt === undefined
    lastAt = timers.now()
    // The timer stands at the first payload's limit, which is longer than the one that holds from now on.
    if (first) {
      disarm()
      arm()
    }
  }

  function expire(error: BracketError): void {
    failure = error
    abort.abort(error)
    rejectWaiting?.(error)
  }

  function next(): Promise<IteratorResult<UpstreamEvent, void>> {
    if (failure) return Promise.reject(failure)
    return new Promise((resolve, reject) => {
      rejectWaiting = reject
      source.next().then(
        (result) => {
          rejectWaiting = undefined
          if (result.done) disarm()
          else noteEvent()
          resolve(result)
        },
        (error: unknown) => {
          rejectWaiting = undefined
          disarm()
          reject(error)
        },
      )
    })
  }

  async function leave(): Promise<void> {
    disarm()
    await source.return?.()
  }

  arm()
  return {
    next,
    async return() {
      await leave()
      return { done: true, value: undefined }
    },
    async throw(error: unknown) {
      await leave()
      throw error
    },
    [Symbol.asyncIterator]() {
      return this
    },
    [Symbol.asyncDispose]: leave,
  }
}

function stalled(first: boolean, limits: Limits): BracketError {
  const seconds = Math.round((first ? limits.firstPayloadMs : limits.betweenPayloadsMs) / 1000)
  return new BracketError(
    "upstream_stalled",
    first
      ? `The upstream kept the connection open but began no answer within ${seconds} s`
      : `The upstream kept the connection open but sent nothing more for ${seconds} s`,
    {
      hint: "What had arrived is kept. Try again; the time limits are settings of the connection.",
      params: { seconds, phase: first ? "first" : "between" },
    },
  )
}

function tooLong(totalMs: number): BracketError {
  const seconds = Math.round(totalMs / 1000)
  return new BracketError("upstream_too_long", `The answer did not end within ${seconds} s`, {
    hint: "What had arrived is kept. Lower the token limit, or raise the connection's total time limit.",
    params: { seconds },
  })
}
