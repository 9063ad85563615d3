import { createHash } from "node:crypto"
import type { Model } from "#lib/domain/connection"
import { BracketError } from "#lib/domain/errors"
import type { RunEventOf } from "#lib/domain/events"
import { costOf } from "#lib/domain/models"
import type { FinishReason, Usage } from "#lib/domain/outcome"
import { promptText } from "#lib/domain/prompt"
import { applyRunEvent } from "#lib/domain/run"
import { estimateTokens } from "#lib/domain/token-estimate"
import { openWithRetries } from "#lib/server/engine/attempts"
import type { Breakers } from "#lib/server/engine/breakers"
import type { Connections, Target } from "#lib/server/engine/connections"
import type { LiveBatch, LiveRun } from "#lib/server/engine/live-batch"
import type { Sleep } from "#lib/server/engine/sleep"
import type { Log } from "#lib/server/log"
import type { Store } from "#lib/server/store/store"
import { withDeadlines } from "#lib/server/upstream/deadlines"
import { describeRequest } from "#lib/server/upstream/describe-request"
import type { UpstreamEvent } from "#lib/server/upstream/dialects/dialect"
import type { UpstreamHttp } from "#lib/server/upstream/http"

/** How a run may be ended from outside: the reason of its abort signal. */
export type EarlyEnd = "cancelled" | "interrupted"

export interface CarryDeps {
  store: Store
  connections: Connections
  http: UpstreamHttp
  breakers: Breakers
  sleep: Sleep
  random: () => number
  now: () => number
  log: Log
  userHash: (personId: string) => string
}

/** What is learnt while a run is carried, beside its text. */
interface Ledger {
  model?: Model
  startedAt?: number
  attemptAt?: number
  firstTokenAt?: number
  lastTokenAt?: number
  /** Pieces that came, about one per token: the estimate when the upstream does not say. */
  pieces: number
  usage?: Usage
  finishReason?: FinishReason
  closed?: Promise<void>
}

interface OpenStream {
  events: AsyncGenerator<UpstreamEvent, void, undefined>
  /** What came up to and with the first payload. */
  opening: UpstreamEvent[]
}

/**
 * Carries one claimed run to its end: attempts, stream, record. Never throws: whatever happens becomes an ending
 * that is recorded first and published then.
 */
export async function carryRun(run: LiveRun, batch: LiveBatch, deps: CarryDeps): Promise<void> {
  const ledger: Ledger = { pieces: 0 }
  let failure: unknown
  try {
    const target = await deps.connections.target(batch.personId, run.variant.connectionId)
    ledger.model = (
      await deps.connections.model(batch.personId, run.variant.connectionId, run.variant.model)
    )?.model
    const stream = await openWithRetries(
      (attempt) => openAttempt(attempt, run, batch, target, ledger, deps),
      {
        breaker: deps.breakers.of(target.connectionId),
        signal: run.abort.signal,
        sleep: deps.sleep,
        random: deps.random,
        now: deps.now,
        listener: {
          onRetry: ({ attempt, waitMs, error }) =>
            void batch.publish({
              type: "run.retrying",
              runId: run.id,
              attempt,
              waitMs,
              reason: error.message,
              code: error.code,
              at: deps.now(),
            }),
          onBreaker: (untilMs) =>
            void batch.publish({ type: "run.waiting", runId: run.id, reason: "breaker", untilMs }),
        },
      },
    )
    for (const event of stream.opening) take(event, run, batch, ledger, deps.now)
    for await (const event of stream.events) take(event, run, batch, ledger, deps.now)
  } catch (error) {
    failure = error
  }
  batch.flushDeltas()
  await end(run, batch, ledger, failure, deps)
}

/** One try: sends the request and reads up to the first payload, so that only silence and refusals are ever repeated. */
async function openAttempt(
  attempt: number,
  run: LiveRun,
  batch: LiveBatch,
  target: Target,
  ledger: Ledger,
  deps: CarryDeps,
): Promise<OpenStream> {
  if (!ledger.model)
    throw new BracketError("unknown_model", `${target.connectionName} has no model "${run.variant.model}".`)
  const at = deps.now()
  ledger.startedAt ??= at
  ledger.attemptAt = at
  void batch.publish({ type: "run.started", runId: run.id, attempt, at })
  const request = target.dialect.request(
    {
      variant: run.variant,
      model: ledger.model,
      sample: run.sample,
      stream: true,
      userHash: deps.userHash(batch.personId),
    },
    target.address,
  )
  const abort = new AbortController()
  const signal = AbortSignal.any([run.abort.signal, abort.signal])
  const response = await deps.http.send(request, {
    credential: target.credential,
    signal,
    trust: target.trust,
    timeLimits: target.timeLimits,
  })
  ledger.closed = response.closed
  // Written after sending, beside the stream: the signed headers are known only now, and no token waits for it.
  deps.store.runs
    .recordRequest(run.id, describeRequest(request), attempt)
    .catch((error: unknown) => deps.log.error({ err: error, runId: run.id }, "request not recorded"))
  const events = withDeadlines(target.dialect.events(response), target.timeLimits, abort)
  const opening: UpstreamEvent[] = []
  for (;;) {
    const next = await events.next()
    if (next.done) break
    opening.push(next.value)
    if (next.value.type === "delta") break
  }
  return { events, opening }
}

function take(event: UpstreamEvent, run: LiveRun, batch: LiveBatch, ledger: Ledger, now: () => number): void {
  switch (event.type) {
    case "delta":
      ledger.pieces += 1
      ledger.lastTokenAt = now()
      ledger.firstTokenAt ??= ledger.lastTokenAt
      batch.delta(run, event.channel, event.text, event.tokens)
      break
    case "usage":
      ledger.usage = event.usage
      break
    case "finish":
      ledger.finishReason = event.reason
      break
    case "served":
      break
  }
}

async function end(
  run: LiveRun,
  batch: LiveBatch,
  ledger: Ledger,
  failure: unknown,
  deps: CarryDeps,
): Promise<void> {
  const early = run.abort.signal.aborted ? (run.abort.signal.reason as EarlyEnd) : undefined
  const sent = ledger.attemptAt !== undefined
  const usage = ledger.usage ?? estimatedUsage(run, ledger, failure !== undefined && early === undefined)
  const finished: RunEventOf<"run.finished"> = {
    type: "run.finished",
    runId: run.id,
    at: deps.now(),
    ...(early
      ? { status: early }
      : failure
        ? { status: "failed" }
        : { status: "succeeded", finishReason: ledger.finishReason ?? "cut" }),
    ...(early === undefined && failure !== undefined
      ? { error: asBracketError(failure, run, deps.log).toRunError() }
      : {}),
    ...(early === "interrupted"
      ? {
          error: new BracketError("interrupted", "The server stopped while this run was under way.", {
            hint: "Run it again.",
          }).toRunError(),
        }
      : {}),
    ...(usage
      ? { usage, cost: ledger.model && costOf(ledger.model.prices, usage, ledger.startedAt ?? deps.now()) }
      : {}),
    timing: timingOf(run, ledger, usage, deps.now()),
    ...(run.state.text ? { outputSha256: createHash("sha256").update(run.state.text).digest("hex") } : {}),
    ...(early === "cancelled" && sent ? { upstreamClosed: await closedSoon(ledger.closed, deps.sleep) } : {}),
  }
  await endRun(run, batch, finished, deps)
}

/** Records an ending, then publishes it: what a reader has seen end is in History. */
export async function endRun(
  run: LiveRun,
  batch: LiveBatch,
  finished: RunEventOf<"run.finished">,
  deps: Pick<CarryDeps, "store" | "log">,
): Promise<void> {
  try {
    await deps.store.runs.finish(run.id, {
      state: applyRunEvent(run.state, finished),
      eventId: run.eventId ?? "0-0",
    })
  } catch (error) {
    deps.log.error({ err: error, runId: run.id }, "run not recorded")
  }
  await batch.publish(finished)
}

function asBracketError(failure: unknown, run: LiveRun, log: Log): BracketError {
  if (failure instanceof BracketError) return failure
  log.error({ err: failure, runId: run.id }, "run failed unexpectedly")
  return new BracketError("internal", "Something went wrong inside Bracket.", {
    hint: "Try again; the server's log has the details.",
    cause: failure,
  })
}

/** Nothing was generated when the request was refused; what a cut, stopped or silent stream cost is estimated. */
function estimatedUsage(run: LiveRun, ledger: Ledger, refused: boolean): Usage | undefined {
  if (ledger.attemptAt === undefined || (refused && ledger.pieces === 0)) return undefined
  return {
    inputTokens: estimateTokens(promptText(run.variant.prompt)),
    outputTokens: ledger.pieces,
    estimated: true,
  }
}

function timingOf(
  run: LiveRun,
  ledger: Ledger,
  usage: Usage | undefined,
  now: number,
): RunEventOf<"run.finished">["timing"] {
  const { startedAt, attemptAt, firstTokenAt, lastTokenAt } = ledger
  const writingMs = firstTokenAt !== undefined && lastTokenAt !== undefined ? lastTokenAt - firstTokenAt : 0
  // n tokens lie n - 1 gaps apart.
  const gaps = (usage?.outputTokens ?? 0) - 1
  return {
    queueMs: (startedAt ?? now) - run.createdAt,
    ttftMs: firstTokenAt !== undefined && attemptAt !== undefined ? firstTokenAt - attemptAt : null,
    totalMs: startedAt === undefined ? 0 : now - startedAt,
    tokensPerSecond: gaps > 0 && writingMs > 0 ? (gaps * 1000) / writingMs : null,
  }
}

/** Whether the upstream's socket closes within a second of our hanging up. */
async function closedSoon(closed: Promise<void> | undefined, sleep: Sleep): Promise<boolean> {
  if (!closed) return true
  const leave = new AbortController()
  const late = sleep(1000, leave.signal).then(
    () => false,
    () => false,
  )
  const result = await Promise.race([closed.then(() => true), late])
  leave.abort()
  return result
}
