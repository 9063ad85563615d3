import type { RunTracker, TrackedRun } from "./run-tracker.ts"

/** Stops runs, at once or as soon as the server knows them. */
export function createRunStops(
  tracker: RunTracker,
  cancel: (batchId: string, runIds?: string[]) => Promise<void>,
) {
  /** Runs told to stop before the server had taken them. */
  const later = new Set<string>()

  /** One call per batch, however many of its runs are meant. */
  const send = async (runs: TrackedRun[]) => {
    const batches = Map.groupBy(runs, ({ batchId }) => batchId)
    await Promise.all(
      [...batches].map(([batchId, own]) =>
        own.length === tracker.ofBatch(batchId).length
          ? cancel(batchId)
          : cancel(
              batchId,
              own.map(({ runId }) => runId),
            ),
      ),
    )
  }
  const idsOf = (runs: TrackedRun[]) => runs.map(({ runId }) => runId)

  return {
    /** Stops runs; those that `isKnown` says no to as soon as they are known. Rejects when the server did not take it. */
    async stop(runs: TrackedRun[], isKnown: (run: TrackedRun) => boolean) {
      tracker.setStopping(idsOf(runs), true)
      for (const run of runs) if (!isKnown(run)) later.add(run.runId)
      try {
        await send(runs.filter(isKnown))
      } catch (error) {
        tracker.setStopping(idsOf(runs), false)
        throw error
      }
    },
    /** Remembers stops for runs that the server does not know yet. */
    keep(runs: TrackedRun[]) {
      for (const { runId } of runs) later.add(runId)
      tracker.setStopping(idsOf(runs), true)
    },
    isKept: (runId: string) => later.has(runId),
    /** Sends the stops that waited for the server to know their runs. */
    carryOut(batchId: string, isKnown: (runId: string) => boolean) {
      const due = tracker.ofBatch(batchId).filter(({ runId }) => isKnown(runId) && later.delete(runId))
      if (due.length === 0) return
      // Not taken: the runs go on, and their columns say so by going on.
      send(due).catch(() => tracker.setStopping(idsOf(due), false))
    },
  }
}
