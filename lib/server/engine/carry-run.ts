import { BracketError } from "#lib/domain/errors"
import {
  type AnswerCaching,
  answerFromCache,
  keepAnswer,
  leaveFlight,
} from "#lib/server/engine/answer-from-cache"
import { openWithRetries } from "#lib/server/engine/attempts"
import { blankJson } from "#lib/server/engine/blank-json"
import type { Breakers } from "#lib/server/engine/breakers"
import type { Checker } from "#lib/server/engine/checker"
import type { ConnectionLimiter, OnWait } from "#lib/server/engine/connection-limits"
import type { Connections } from "#lib/server/engine/connections"
import { endCarriedRun } from "#lib/server/engine/end-run"
import { ImageTaker } from "#lib/server/engine/image-taker"
import type { LiveBatch, LiveRun } from "#lib/server/engine/live-batch"
import type { Carrying, OpenStream } from "#lib/server/engine/open-attempt"
import type { RecentDurations } from "#lib/server/engine/recent-durations"
import { admitRun } from "#lib/server/engine/run-budget"
import { expectedTokens, note, type RunLedger } from "#lib/server/engine/run-ledger"
import { openWatched, watchRun } from "#lib/server/engine/run-watch"
import { RunScreening } from "#lib/server/engine/screening/run-screening"
import type { WordFilter } from "#lib/server/engine/screening/word-filter"
import type { Sleep } from "#lib/server/engine/sleep"
import type { UnrecordedEnds } from "#lib/server/engine/unrecorded-ends"
import type { Log } from "#lib/server/log"
import type { RunObservers } from "#lib/server/monitor/run-observer"
import type { ImageFiles } from "#lib/server/store/image-files"
import type { Store } from "#lib/server/store/store"
import type { AnswerMemory } from "#lib/server/upstream/answer-memory"
import type { UpstreamEvent } from "#lib/server/upstream/dialects/dialect"
import type { UpstreamHttp } from "#lib/server/upstream/http"
import { withoutSecrets } from "#lib/server/upstream/without-secrets"

/** How a run may be ended from outside: the reason of its abort signal. */
export type EarlyEnd = "cancelled" | "interrupted"

export interface CarryDeps {
  store: Store
  connections: Connections
  http: UpstreamHttp
  breakers: Breakers
  /** What the answers of all runs may take together. */
  memory: AnswerMemory
  limits: ConnectionLimiter
  checker: Checker
  wordFilter: WordFilter
  sleep: Sleep
  random: () => number
  now: () => number
  /** Ms that only go forward. */
  steady: () => number
  log: Log
  /** How long runs took lately. */
  durations: RecentDurations
  /** Endings that could not be written. */
  unrecorded: UnrecordedEnds
  userHash: (personId: string) => string
  /** Where the images of prompts and of runs are. */
  images: ImageFiles
  /** Where answers to equal requests are; without it every run asks. */
  caching?: AnswerCaching
  /** Who hears of runs; absent: nobody. */
  observers?: RunObservers
}

/**
 * Carries one claimed run to its end: attempts, stream, record. Never throws: whatever happens becomes an ending
 * that is recorded first and published then.
 */
export async function carryRun(run: LiveRun, batch: LiveBatch, given: CarryDeps): Promise<void> {
  // Its own clock: a run's figures stay sane when the one on the wall is moved meanwhile.
  const deps = { ...given, now: run.clock }
  const ledger: RunLedger = { pieces: 0 }
  run.watch = watchRun(run, batch, deps, ledger)
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
    await RunScreening.ofPrompt(run, deps, (screening) => {
      ledger.screening = screening
    })
    const target = await chosen.target()
    const carrying: Carrying = { run, batch, ledger, model: chosenModel, target }
    // A run that was put back into the queue keeps its earlier attempts; this time's go on counting.
    let before = run.state.attempts.length
    const cached = await answerFromCache(carrying, chosen, deps)
    const stream =
      cached ??
      (await openWithRetries(
        (attempt) =>
          openWithEitherKey(before + attempt, carrying, deps, () => (before += 1)).catch((error: unknown) => {
            throw withoutSecrets(error, ledger.request)
          }),
        {
          breaker: deps.breakers.of(target.connectionId),
          admit: () => admit(carrying, deps),
          signal: run.abort.signal,
          sleep: deps.sleep,
          random: deps.random,
          now: deps.now,
          listener: {
            onRetry: ({ attempt, waitMs, error }) => {
              // Others may go ahead while this one waits.
              ledger.admission?.leave(true)
              run.watch?.retrying(before + attempt, waitMs, error.code)
              void batch.publish({
                type: "run.retrying",
                runId: run.id,
                attempt: before + attempt,
                waitMs,
                reason: error.message,
                code: error.code,
                at: deps.now(),
              })
            },
            onBreaker: (untilMs) => {
              run.watch?.breaker(untilMs)
              void batch.publish({ type: "run.waiting", runId: run.id, reason: "breaker", untilMs })
            },
          },
        },
      ))
    if (run.variant.mode === "image") await takeImages(stream, carrying, deps)
    else {
      try {
        for (const event of stream.opening) take(event, run, batch, ledger, deps.now)
        for await (const event of stream.events) take(event, run, batch, ledger, deps.now)
      } finally {
        // Whatever ended it, its connection is closed.
        await stream.events.return()
      }
    }
  } catch (error) {
    failure = withoutSecrets(error, ledger.request)
  } finally {
    ledger.room?.free()
  }
  failure = ledger.screening?.end(run, batch, failure) ?? failure
  try {
    // With a log that answers later, the runs hold their last pieces only then: they are recorded from there.
    await batch.publish()
    await ledger.interrupted
    failure ??= blankJson(run, ledger)
    await ledger.screening?.record(run, batch.personId, deps)
    await endCarriedRun(run, batch, ledger, failure, deps)
    await keepAnswer(run, batch, ledger, deps)
    // What came from the cache says nothing of how long the others will wait.
    if (!run.state.cached) deps.durations.note(run.variant.connectionId, run.state.timing?.totalMs)
    await countTaken(run, ledger, deps)
  } finally {
    // After the counting: who waits for this place must see what this run has used up.
    ledger.admission?.leave(ledger.attemptAt !== undefined)
    leaveFlight(ledger)
  }
}

/** Waits for the connection's limits. A try before this one is over. */
async function admit({ run, batch, ledger, target }: Carrying, deps: CarryDeps): Promise<void> {
  ledger.admission?.leave(true)
  ledger.admission = undefined
  const onWait: OnWait = (reason, untilMs) => {
    void batch.publish({ type: "run.waiting", runId: run.id, reason, untilMs })
  }
  ledger.admission = await deps.limits.admit(target, run.abort.signal, onWait, expectedTokens(run))
  // After the waiting: what went before may have used up the budget. All tries of a run are one request.
  if (ledger.admittedAt === undefined) await admitRun(batch.personId, ledger, deps.store, deps.now())
}

/** Counts what the run has taken towards the daily limits of its connection. */
async function countTaken(run: LiveRun, ledger: RunLedger, { limits, log }: CarryDeps): Promise<void> {
  // Nothing was sent this time: attempts of an earlier carrying were counted then.
  if (ledger.attemptAt === undefined) return
  const { usage, cost = 0 } = run.state
  const tokens = (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0)
  await ledger.admission?.settle({ tokens, answered: usage?.outputTokens ?? 0 })
  await limits
    .count(run.variant.connectionId, { tokens, cost })
    .catch((err: unknown) => log.error({ err, runId: run.id }, "usage not counted"))
}

/**
 * One try with the current key; where the provider refuses that, and the key before it still stands in, one more with
 * that one, which is an attempt of its own and says so.
 */
async function openWithEitherKey(
  attempt: number,
  carrying: Carrying,
  deps: CarryDeps,
  onSecond: () => void,
): Promise<OpenStream> {
  const { run, batch, target } = carrying
  try {
    return await openWatched(attempt, carrying, deps, { credential: target.credential })
  } catch (error) {
    if (!target.fallback || !refusesKey(error)) throw error
    const credential = await target.fallback().catch(() => undefined)
    if (!credential) throw error
    const { message: reason, code } = withoutSecrets(error, carrying.ledger.request) as BracketError
    const at = deps.now()
    run.watch?.retrying(attempt, 0, code)
    void batch.publish({ type: "run.retrying", runId: run.id, attempt, waitMs: 0, reason, code, at })
    onSecond()
    // A request of its own for the connection's limits.
    await admit(carrying, deps)
    deps.connections.rotation.noteFallback(target, { personId: batch.personId, code })
    return await openWatched(attempt + 1, carrying, deps, { credential, note: "fallback_key" })
  }
}

/** Refused for the key's sake. A spent quota or a wrong clock would be the same with any key. */
function refusesKey(error: unknown): error is BracketError {
  return (
    error instanceof BracketError &&
    error.code === "upstream_credential" &&
    [401, 403].includes(Number(error.params?.status))
  )
}

function take(
  event: UpstreamEvent,
  run: LiveRun,
  batch: LiveBatch,
  ledger: RunLedger,
  now: () => number,
): void {
  note(event, ledger, now())
  if (event.type === "delta") ledger.screening?.take(event, run, batch)
}

/** A finished image is kept before anything that comes after it is read: no more than one is held. */
async function takeImages(
  { opening, events }: OpenStream,
  { run, batch, ledger, target }: Carrying,
  { images, http, now }: CarryDeps,
): Promise<void> {
  const taker = new ImageTaker(run, batch, { target, images, http, room: ledger.room })
  try {
    for (const event of opening.splice(0)) {
      note(event, ledger, now())
      await taker.take(event)
    }
    for await (const event of events) {
      note(event, ledger, now())
      await taker.take(event)
    }
  } finally {
    await taker.settled()
  }
  taker.throwBroken()
}
