import { BracketError, type ErrorCode } from "#lib/domain/errors"
import type { RunEventOf } from "#lib/domain/events"
import type { CarryDeps } from "#lib/server/engine/carry-run"
import type { Target } from "#lib/server/engine/connections"
import type { LiveBatch, LiveRun } from "#lib/server/engine/live-batch"
import { type Carrying, openAttempt } from "#lib/server/engine/open-attempt"
import type { RunLedger } from "#lib/server/engine/run-ledger"
import type { ObservedRun, ObservedTry, RunNews, TryEnding } from "#lib/server/monitor/run-observer"
import type { UpstreamRequest, UpstreamResponse } from "#lib/server/upstream/dialects/dialect"

/** Tells the observers what happens to one run. Without observers it does nothing. */
export interface RunWatch {
  /** Headers of observers to send along. */
  sent(attempt: number, request: UpstreamRequest, target: Target): Record<string, string>
  answered(response: Pick<UpstreamResponse, "status" | "headers">): void
  firstToken(): void
  /** The try under way has come to nothing. */
  failed(error: unknown): void
  retrying(attempt: number, waitMs: number, code: ErrorCode): void
  breaker(untilMs: number): void
  /** The last try is over, in the way in which the run is about to end. */
  over(finished: RunEventOf<"run.finished">): void
  ended(finished: RunEventOf<"run.finished">): void
}

type WatchDeps = Pick<CarryDeps, "observers" | "now" | "userHash">

/** Where upstreams say under which name they know a request, the usual one first. */
const requestIdHeaders = ["x-request-id", "request-id", "x-ds-trace-id", "cf-ray"]

/** Begins to watch a run. `ledger` is absent for one that ends in the queue. */
export function watchRun(
  run: LiveRun,
  batch: Pick<LiveBatch, "id" | "personId">,
  deps: WatchDeps,
  ledger?: RunLedger,
): RunWatch {
  const { observers, now } = deps
  if (!observers) return unwatched
  const observed: ObservedRun = {
    id: run.id,
    batchId: batch.id,
    personHash: deps.userHash(batch.personId),
    connectionId: run.variant.connectionId,
    // As it is sent: what the word filter masks in it is told to nobody.
    get variant() {
      return run.variant
    },
    sample: run.sample,
    ...(run.traceparent === undefined ? {} : { traceparent: run.traceparent }),
  }
  const tell = (news: RunNews) => observers.tell(observed, news)
  let open: { sent: ObservedTry; startedAt: number; ending: TryEnding } | undefined
  let tries = 0

  function endTry(more: TryEnding): void {
    if (!open) return
    const { sent, startedAt, ending } = open
    open = undefined
    tell({ type: "try-ended", at: now(), startedAt, sent, ending: { ...ending, ...more } })
  }

  if (ledger) tell({ type: "run-begun", at: now() })
  return {
    sent(attempt, request, target) {
      endTry({})
      if (ledger) ledger.served = undefined
      const startedAt = now()
      tries += 1
      open = { sent: observedTry(attempt, request, target), startedAt, ending: {} }
      tell({ type: "try-sent", at: startedAt, sent: open.sent })
      return observers.headersFor(observed, attempt)
    },
    answered({ status, headers }) {
      if (!open) return
      const requestId = requestIdHeaders
        .map((name) => headers.get(name))
        .find(Boolean)
        ?.slice(0, 200)
      open.ending = { ...open.ending, httpStatus: status, ...(requestId ? { requestId } : {}) }
      tell({ type: "try-answered", at: now(), sent: open.sent, httpStatus: status })
    },
    firstToken() {
      if (!open || open.ending.firstTokenAt !== undefined) return
      open.ending.firstTokenAt = now()
      tell({ type: "try-token", at: open.ending.firstTokenAt, sent: open.sent })
    },
    failed(error) {
      // What was stopped from outside says so itself, once it is over.
      if (!run.abort.signal.aborted) endTry({ code: codeOf(error) })
    },
    retrying: (attempt, waitMs, code) => tell({ type: "retrying", at: now(), attempt, waitMs, code }),
    breaker: (untilMs) => tell({ type: "breaker-wait", at: now(), untilMs }),
    over(finished) {
      const { model, responseId } = ledger?.served ?? {}
      endTry({
        ...outcomeOf(finished),
        ...(model === undefined ? {} : { servedModel: model }),
        ...(responseId === undefined ? {} : { responseId }),
      })
    },
    ended(finished) {
      this.over(finished)
      const { status, timing, at, screening } = finished
      const ending = {
        status,
        ...outcomeOf(finished),
        timing,
        cached: Boolean(finished.cached),
        tries,
        ...(screening ? { screened: screening.action } : {}),
      }
      tell({ type: "run-ended", at, ending })
    },
  }
}

const unwatched: RunWatch = {
  sent: () => ({}),
  answered: () => undefined,
  firstToken: () => undefined,
  failed: () => undefined,
  retrying: () => undefined,
  breaker: () => undefined,
  over: () => undefined,
  ended: () => undefined,
}

/** `openAttempt`, whose failure is told. */
export async function openWatched(...args: Parameters<typeof openAttempt>): ReturnType<typeof openAttempt> {
  try {
    return await openAttempt(...args)
  } catch (error) {
    const { run }: Carrying = args[1]
    run.watch?.failed(error)
    throw error
  }
}

function observedTry(attempt: number, { method, url }: UpstreamRequest, target: Target): ObservedTry {
  const { connectionName, provider } = target
  const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80)
  return { attempt, connectionName, provider, method, endpoint: url.pathname, host: url.hostname, port }
}

/** A run that was stopped has no error: its code is how it was stopped. */
function outcomeOf({ status, error, finishReason, usage, cost }: RunEventOf<"run.finished">) {
  const code = error?.code ?? (status === "cancelled" || status === "interrupted" ? status : undefined)
  return {
    ...(code === undefined ? {} : { code }),
    ...(finishReason === undefined ? {} : { finishReason }),
    ...(usage === undefined ? {} : { usage }),
    ...(cost === undefined ? {} : { cost }),
  }
}

const codeOf = (error: unknown): ErrorCode => (error instanceof BracketError ? error.code : "internal")
