import type { Variant } from "#lib/domain/batch"
import type { ErrorCode } from "#lib/domain/errors"
import type { FinishReason, RunStatus, Timing, Usage } from "#lib/domain/outcome"
import type { Screening } from "#lib/domain/screening-schema"
import type { Log } from "#lib/server/log"

/** A run as observers know it. `variant` is for its parameters: what a person wrote in it is told to nobody unasked. */
export interface ObservedRun {
  id: string
  batchId: string
  /** Who asked, as an opaque hash. */
  personHash: string
  connectionId: string
  variant: Variant
  sample: number
  /** The W3C trace context with which a caller of the API asked for it. */
  traceparent?: string
}

/** One request to an upstream, as it was sent. `endpoint`: its path without the query. */
export interface ObservedTry {
  /** Counts from 1, over everything that was ever sent for this run. */
  attempt: number
  connectionName: string
  provider: string
  method: string
  endpoint: string
  host: string
  port: number
}

/** How a try went. `code`: of its error, or how it was stopped (`cancelled`, `interrupted`). `httpStatus` and `requestId` are absent where no answer came. */
export interface TryEnding {
  httpStatus?: number
  /** Under which name the upstream knows the request. */
  requestId?: string
  firstTokenAt?: number
  code?: string
  finishReason?: FinishReason
  usage?: Usage
  cost?: number
  /** The model that answered, and the answer's id, where the upstream says so. */
  servedModel?: string
  responseId?: string
}

/** How a run came to its end; `code` as that of a try. */
export interface RunEnding {
  status: RunStatus
  code?: string
  finishReason?: FinishReason
  usage?: Usage
  cost?: number
  timing: Timing
  /** Its answer came from our own cache: nothing was sent. */
  cached: boolean
  /** How many requests were sent for it, this time. */
  tries: number
  /** The hardest that the word filter did with it; absent where it found nothing. */
  screened?: Screening["action"]
}

/** What is told of runs, in this order for each; a run that ends in the queue has only its end. Times are epoch ms. */
export type RunNews =
  | { type: "run-begun"; at: number }
  | { type: "try-sent"; at: number; sent: ObservedTry }
  | { type: "try-answered"; at: number; sent: ObservedTry; httpStatus: number }
  | { type: "try-token"; at: number; sent: ObservedTry }
  | { type: "try-ended"; at: number; startedAt: number; sent: ObservedTry; ending: TryEnding }
  | { type: "retrying"; at: number; attempt: number; waitMs: number; code: ErrorCode }
  | { type: "breaker-wait"; at: number; untilMs: number }
  | { type: "run-ended"; at: number; ending: RunEnding }

/** Hears of runs. It answers at once: what takes time is put aside for later. */
export interface RunObserver {
  name: string
  hear(run: ObservedRun, news: RunNews): void
  /** Headers to add to a request that is about to be sent, just after `try-sent`. */
  headersFor?(run: ObservedRun, attempt: number): Record<string, string>
}

/** Tells news of runs to all observers, in their order. One that throws is noted in the log, and harms nobody else. */
export function createRunObservers(log: Pick<Log, "error">) {
  const observers: RunObserver[] = []
  const guarded = <T>(observer: RunObserver, call: () => T): T | undefined => {
    try {
      return call()
    } catch (err) {
      log.error({ err, observer: observer.name }, "observer failed")
      return undefined
    }
  }
  return {
    add(observer: RunObserver): void {
      observers.push(observer)
    },
    tell(run: ObservedRun, news: RunNews): void {
      for (const observer of observers) guarded(observer, () => observer.hear(run, news))
    },
    headersFor(run: ObservedRun, attempt: number): Record<string, string> {
      const headers = observers.map((observer) =>
        guarded(observer, () => observer.headersFor?.(run, attempt)),
      )
      return Object.assign({}, ...headers)
    },
  }
}

export type RunObservers = ReturnType<typeof createRunObservers>
