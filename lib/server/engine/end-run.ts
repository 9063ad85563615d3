import { createHash } from "node:crypto"
import { BracketError } from "#lib/domain/errors"
import type { RunEventOf } from "#lib/domain/events"
import { costOf } from "#lib/domain/models"
import { applyRunEvent } from "#lib/domain/run"
import type { CarryDeps, EarlyEnd } from "#lib/server/engine/carry-run"
import type { LiveBatch, LiveRun } from "#lib/server/engine/live-batch"
import { estimatedUsage, type RunLedger, timingOf } from "#lib/server/engine/run-ledger"
import type { Sleep } from "#lib/server/engine/sleep"
import type { Log } from "#lib/server/log"

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
