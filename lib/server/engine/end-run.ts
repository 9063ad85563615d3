import { createHash } from "node:crypto"
import { BracketError } from "#lib/domain/errors"
import type { RunEventOf } from "#lib/domain/events"
import { costOf } from "#lib/domain/models"
import { applyRunEvent } from "#lib/domain/run"
import type { CarryDeps, EarlyEnd } from "#lib/server/engine/carry-run"
import type { LiveBatch, LiveRun } from "#lib/server/engine/live-batch"
import { settleRun } from "#lib/server/engine/run-budget"
import { estimatedUsage, type RunLedger, timingOf } from "#lib/server/engine/run-ledger"
import { watchRun } from "#lib/server/engine/run-watch"
import type { Sleep } from "#lib/server/engine/sleep"
import type { Log } from "#lib/server/log"
import { isStorageFull, storageFull } from "#lib/server/store/storage-full"

/** Ends a run that was carried, in the way in which it came to its end. `failure`: what was thrown, if anything. */
export async function endCarriedRun(
  run: LiveRun,
  batch: LiveBatch,
  ledger: RunLedger,
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
        ? { status: endsByFilter(failure) ? "blocked" : "failed" }
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
    // Nobody was asked, so nothing was paid.
    ...(ledger.cached ? { cached: ledger.cached, cost: 0 } : {}),
    timing: timingOf(run, ledger, usage, deps.now()),
    ...outputHash(run),
    ...ledger.screening?.summary(),
    ...(early === "cancelled" && sent ? { upstreamClosed: await closedSoon(ledger.closed, deps.sleep) } : {}),
  }
  run.watch?.over(finished)
  // After its clock has stopped: looking at an output is no part of making it. Counted before its end is told, so
  // that whoever then looks at their budget finds it there.
  const [checks] = await Promise.all([
    finished.status === "succeeded" && run.checks.length > 0
      ? deps.checker.evaluate(run.checks, run.state.text, batch.personId)
      : undefined,
    settleRun(batch.personId, ledger, finished, deps),
  ])
  await endRun(run, batch, { ...finished, ...(checks ? { checks } : {}) }, deps)
}

const endsByFilter = (failure: unknown) =>
  failure instanceof BracketError && failure.code === "content_blocked"

/** Of the text, or of the first image. */
function outputHash({ state: { text, images } }: LiveRun): { outputSha256?: string } {
  const first = images?.find(({ partial }) => !partial)
  if (first) return { outputSha256: first.sha256 }
  return text ? { outputSha256: createHash("sha256").update(text).digest("hex") } : {}
}

/** Writing an ending is tried this often; a database that was busy is mostly back at once. */
const recordTries = 3

/**
 * Records an ending, then publishes it: what a reader has seen end is in History. Where the row says otherwise (the
 * lease was lost, and another node has ended the run), the readers are shown what is written. What cannot be written is
 * held, and written when it can.
 */
export async function endRun(
  run: LiveRun,
  batch: LiveBatch,
  finished: RunEventOf<"run.finished">,
  deps: Pick<CarryDeps, "store" | "log" | "sleep" | "observers" | "now" | "userHash" | "unrecorded">,
): Promise<void> {
  const ending = { state: applyRunEvent(run.state, finished), eventId: run.eventId ?? "0-0" }
  const tellEnd = () => (run.watch ?? watchRun(run, batch, deps)).ended(finished)
  for (let tries = 1; ; tries++) {
    try {
      const recorded = await deps.store.runs.finish(run.id, ending)
      if (recorded) tellEnd()
      const written = recorded ? undefined : await deps.store.runs.get(run.id)
      return written
        ? await batch.publish({ type: "run.snapshot", runId: run.id, run: written.state })
        : await batch.publish(finished)
    } catch (error) {
      deps.log.error({ err: error, runId: run.id, tries }, "run not recorded")
      if (tries === recordTries || isStorageFull(error)) {
        tellEnd()
        deps.unrecorded.keep({ batchId: batch.id, runId: run.id, ending })
        return await batch.publish(isStorageFull(error) ? notKept(finished) : finished)
      }
      await deps.sleep(100 * tries, new AbortController().signal)
    }
  }
}

/** Its readers keep what has come, and learn that nobody else does yet. */
function notKept({ finishReason: _, ...finished }: RunEventOf<"run.finished">): RunEventOf<"run.finished"> {
  return { ...finished, status: "failed", error: storageFull().toRunError() }
}

function asBracketError(failure: unknown, run: LiveRun, log: Log): BracketError {
  if (failure instanceof BracketError) return failure
  if (isStorageFull(failure)) return storageFull(failure)
  log.error({ err: failure, runId: run.id }, "run failed unexpectedly")
  return new BracketError("internal", "Something went wrong inside Bracket.", {
    hint: "Try again; the server's log has the details.",
    cause: failure,
  })
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
