import type { Model } from "#lib/domain/connection"
import { BracketError } from "#lib/domain/errors"
import { openWithRetries } from "#lib/server/engine/attempts"
import type { Breakers } from "#lib/server/engine/breakers"
import type { Connections, Target } from "#lib/server/engine/connections"
import { endCarriedRun } from "#lib/server/engine/end-run"
import type { LiveBatch, LiveRun } from "#lib/server/engine/live-batch"
import { note, type RunLedger } from "#lib/server/engine/run-ledger"
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

/** Everything one try needs to know. */
interface Carrying {
  run: LiveRun
  batch: LiveBatch
  ledger: RunLedger
  model: Model
  target: Target
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
  const ledger: RunLedger = { pieces: 0 }
  let failure: unknown
  try {
    const { connectionId, model } = run.variant
    const chosen = run.chosen ?? (await deps.connections.resolve(batch.personId, connectionId, model))
    if (!chosen?.model)
      throw new BracketError("unknown_model", `The model ${model} is not there any more.`, {
        hint: "Choose another model.",
        params: { model, connection: chosen?.connectionName ?? connectionId },
      })
    const chosenModel = chosen.model
    ledger.model = chosenModel
    const target = chosen.target()
    // A run that was put back into the queue keeps its earlier attempts; this time's go on counting.
    const before = run.state.attempts.length
    const stream = await openWithRetries(
      (attempt) => openAttempt(before + attempt, { run, batch, ledger, model: chosenModel, target }, deps),
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
              attempt: before + attempt,
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
  // With a log that answers later, the runs hold their last pieces only then: they are recorded from there.
  await batch.publish()
  await endCarriedRun(run, batch, ledger, failure, deps)
}

/** One try: sends the request and reads up to the first payload, so that only silence and refusals are ever repeated. */
async function openAttempt(
  attempt: number,
  { run, batch, ledger, model, target }: Carrying,
  deps: CarryDeps,
): Promise<OpenStream> {
  const at = deps.now()
  ledger.startedAt ??= at
  ledger.attemptAt = at
  ledger.closed = undefined
  void batch.publish({ type: "run.started", runId: run.id, attempt, at })
  const request = target.dialect.request(
    {
      variant: run.variant,
      model,
      sample: run.sample,
      stream: true,
      userHash: deps.userHash(batch.personId),
    },
    target.address,
  )
  const abort = new AbortController()
  const signal = AbortSignal.any([run.abort.signal, abort.signal])
  const response = await deps.http
    .send(request, {
      credential: target.credential,
      signal,
      trust: target.trust,
      timeLimits: target.timeLimits,
    })
    .finally(() => {
      // Only now are the signed headers known, of a request that got no answer too. No token waits for this.
      deps.store.runs
        .recordRequest(run.id, describeRequest(request), attempt)
        .catch((error: unknown) => deps.log.error({ err: error, runId: run.id }, "request not recorded"))
    })
  ledger.closed = response.closed
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

function take(
  event: UpstreamEvent,
  run: LiveRun,
  batch: LiveBatch,
  ledger: RunLedger,
  now: () => number,
): void {
  note(event, ledger, now())
  if (event.type === "delta") batch.delta(run, event.channel, event.text, event.tokens)
}
