import type { RunState } from "#lib/domain/run"
import type { RunMark } from "#lib/server/store/screening-ports"
import type { Store } from "#lib/server/store/store"

/** More endings than these are not held: what they were is lost with the process. */
const mostEnds = 1000

interface End {
  batchId: string
  runId: string
  ending: { state: RunState; eventId: string }
}

/** Endings, and marks of the word filter, that could not be written, as when the disk is full: held until there is room again. */
export function createUnrecordedEnds() {
  const ends = new Map<string, End>()
  const marked = new Map<string, { personId: string; marks: RunMark[] }>()
  return {
    keep(end: End): void {
      if (ends.size < mostEnds) ends.set(end.runId, end)
    },
    keepMarks(runId: string, personId: string, marks: RunMark[]): void {
      if (marked.size < mostEnds) marked.set(runId, { personId, marks })
    },
    /** How many endings of a batch. */
    of: (batchId: string): number => [...ends.values()].filter((end) => end.batchId === batchId).length,
    /** Writes what is held, and ends the batches of which nothing is left; throws what still keeps it from being written. */
    async write({ runs, batches, screening }: Pick<Store, "runs" | "batches" | "screening">): Promise<void> {
      for (const end of [...ends.values()]) {
        await runs.finish(end.runId, end.ending)
        ends.delete(end.runId)
        const counts = await runs.countByStatus(end.batchId)
        if (!counts.queued && !counts.running)
          await batches.finish(end.batchId, end.ending.state.finishedAt ?? 0)
      }
      for (const [runId, { personId, marks }] of [...marked]) {
        // Gone meanwhile with all that was known of it.
        if (await runs.get(runId)) await screening.mark(runId, personId, marks)
        marked.delete(runId)
      }
    },
  }
}

export type UnrecordedEnds = ReturnType<typeof createUnrecordedEnds>
