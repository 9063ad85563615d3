import type { RunEvent } from "#lib/domain/events"
import { isFinal } from "#lib/domain/outcome"
import type { CarriedBatches } from "#lib/server/engine/carried-batches"
import type { EngineDeps } from "#lib/server/engine/engine"
import { leaseMs } from "#lib/server/engine/lease"
import { watchLeases } from "#lib/server/engine/lease-watch"
import { removeUnused } from "#lib/server/engine/unused-images"
import { startRecurring } from "#lib/server/recurring"

/** What has arrived is written down this often, in ms: what a killed process loses at most. */
const flushEveryMs = 800
const tidyImagesEveryMs = 3_600_000

/**
 * Keeps the runs table true while runs are carried: writes down what has arrived, renews this node's leases, and marks
 * what a dead node left as interrupted; once at once, then until the returned function is called, which resolves when
 * nothing of it is under way. Now and then it destroys what was deleted, and images that nothing needs.
 */
export async function startUpkeep(deps: EngineDeps, carried: CarriedBatches): Promise<() => Promise<void>> {
  // At its start a node has seen nobody yet: it goes by the ends that are written.
  await sweep(deps, await deps.store.runs.interruptExpired(deps.now()))
  const silent = watchLeases(deps.steady)
  const every = (ms: number, name: string, work: (signal: AbortSignal) => Promise<void>) =>
    startRecurring(`engine: ${name}`, ms, work, deps.log)
  const jobs = [
    every(flushEveryMs, "what has arrived", () => flush(deps, carried)),
    every(leaseMs / 3, "leases", async () => {
      // What cannot be written yet must not cost the other runs their leases.
      await deps.unrecorded
        .write(deps.store)
        .catch((err: unknown) => deps.log.error({ err }, "endings of runs not written yet"))
      if (carried.batches().length > 0) await deps.store.runs.renewLeases(deps.node, deps.now() + leaseMs)
      const dead = silent(await deps.store.runs.leaseHolders())
      await sweep(deps, await deps.store.runs.interruptExpired(deps.now(), dead))
    }),
  ]
  const { images } = deps
  if (images)
    jobs.push(
      every(tidyImagesEveryMs, "unused images", (signal) => removeUnused({ ...deps, images, signal })),
    )
  return async () => {
    await Promise.all(jobs.map((job) => job.stop()))
  }
}

async function flush({ store }: EngineDeps, carried: CarriedBatches): Promise<void> {
  for (const batch of carried.batches())
    for (const run of batch.runs.values()) {
      if (!run.dirty || run.eventId === null || isFinal(run.state.status)) continue
      run.dirty = false
      await store.runs.flush(run.id, { state: run.state, eventId: run.eventId }).catch((error: unknown) => {
        run.dirty = true
        throw error
      })
    }
}

/** Ends the batches of runs whose node has died, and tells their readers. */
async function sweep(
  { store, eventLog, now }: EngineDeps,
  interrupted: { id: string; batchId: string }[],
): Promise<void> {
  for (const batchId of new Set(interrupted.map((run) => run.batchId))) {
    await store.batches.finish(batchId, now())
    const ids = new Set(interrupted.map((run) => run.id))
    const endings = (await store.runs.ofBatch(batchId))
      .filter((run) => ids.has(run.id))
      .map((run): RunEvent => ({ type: "run.snapshot", runId: run.id, run: run.state }))
    const counts = await store.runs.countByStatus(batchId)
    await eventLog.append(batchId, [...endings, { type: "batch.finished", batchId, counts }])
    await eventLog.end(batchId)
  }
}
