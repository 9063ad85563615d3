import { compareEventIds, isEventId, type LoggedEvent } from "#lib/domain/events"
import { isFinal } from "#lib/domain/outcome"
import type { RunState } from "#lib/domain/run"
import type { EventLog } from "#lib/server/engine/event-log"
import type { LiveBatch } from "#lib/server/engine/live-batch"
import type { Sleep } from "#lib/server/engine/sleep"
import type { KeyValue } from "#lib/server/store/key-value"
import type { Store } from "#lib/server/store/store"

/** A reader's sign on another node's batch is renewed this often, in ms, and good for three times that. */
const presenceMs = 5_000
/** The id of a snapshot when there is no log at all: older than every event. */
const beforeAll = "0-0"

export interface ReadOptions {
  /** The last event that the reader has. */
  after?: string
  /** The batch was started just now: its log is whole from the first event on. */
  fresh?: boolean
  signal: AbortSignal
}

export interface BatchReader {
  /**
   * Exactly the events after `after`. Without one, or when that id is not in the log any more, one snapshot per run
   * and then the rest. Ends with the batch, or when the signal aborts.
   */
  read(batchId: string, options: ReadOptions): AsyncGenerator<LoggedEvent[], void, undefined>
}

interface Deps {
  store: Store
  eventLog: EventLog
  keyValue: KeyValue
  sleep: Sleep
  live: (batchId: string) => LiveBatch | undefined
  enter: (batchId: string) => () => void
}

interface Snapshot {
  run: RunState
  /** The last event that `run` contains. */
  until: string
  /** Where the log has to be read on from so that this run misses nothing. */
  from: string
}

export function createBatchReader(deps: Deps): BatchReader {
  const { eventLog } = deps

  /** The folded runs of a batch: live ones from memory, the others as they were last written. */
  async function snapshotsOf(batchId: string): Promise<Snapshot[]> {
    const newest = (await eventLog.lastId(batchId)) ?? beforeAll
    const rows = await deps.store.runs.ofBatch(batchId)
    // Looked at after the query, in one go: a run that ends meanwhile is live here or final there.
    const live = deps.live(batchId)
    return rows.map((row) => {
      const run = live?.runs.get(row.id)
      const until = (run ?? row).eventId ?? beforeAll
      // A live run holds all that the log held a moment ago, however long it has been silent.
      return { run: (run ?? row).state, until, from: run ? newest : until }
    })
  }

  async function* fromSnapshots(
    batchId: string,
    signal: AbortSignal,
  ): AsyncGenerator<LoggedEvent[], void, undefined> {
    for (;;) {
      const snapshots = await snapshotsOf(batchId)
      const busy = snapshots.filter(({ run }) => !isFinal(run.status))
      // Who leaves now and comes back with this id must get all that any snapshot lacks.
      const id = oldest((busy.length > 0 ? busy : snapshots).map(({ from }) => from))
      yield [
        {
          id,
          event: {
            type: "batch.started",
            batchId,
            runs: snapshots.map(({ run }) => ({
              runId: run.runId,
              variantIndex: run.variantIndex,
              row: run.row,
              sample: run.sample,
            })),
          },
        },
        ...snapshots.map(
          ({ run, until }): LoggedEvent => ({
            id,
            event: { type: "run.snapshot", runId: run.runId, run, until },
          }),
        ),
      ]
      if (busy.length === 0) {
        yield [{ id, event: { type: "batch.finished", batchId, counts: countStatuses(snapshots) } }]
        return
      }
      const contained = new Map(snapshots.map(({ run, until }) => [run.runId, until]))
      let gap = false
      for await (const chunk of eventLog.read(batchId, id === beforeAll ? undefined : id, signal)) {
        if (chunk === "gap") {
          gap = true
          break
        }
        const news = chunk.filter(({ id: eventId, event }) => {
          const until = "runId" in event ? contained.get(event.runId) : undefined
          return until === undefined || compareEventIds(eventId, until) > 0
        })
        if (news.length > 0) yield news
      }
      if (!gap) return
      await deps.sleep(500, signal)
    }
  }

  async function* events(
    batchId: string,
    { after, fresh, signal }: ReadOptions,
  ): AsyncGenerator<LoggedEvent[], void, undefined> {
    const from = after !== undefined && isEventId(after) && after !== beforeAll ? after : undefined
    const isKept = (await eventLog.lastId(batchId)) !== undefined || deps.live(batchId) !== undefined
    if (!isKept || (from === undefined && !fresh)) return yield* fromSnapshots(batchId, signal)
    for await (const chunk of eventLog.read(batchId, from, signal)) {
      if (chunk === "gap") return yield* fromSnapshots(batchId, signal)
      yield chunk
    }
  }

  return {
    async *read(batchId, options) {
      const leave = deps.enter(batchId)
      const conceal = announce(deps.keyValue, batchId)
      try {
        yield* events(batchId, options)
      } catch (error) {
        if (!options.signal.aborted) throw error
      } finally {
        conceal()
        leave()
      }
    },
  }
}

/** Where a reader leaves word for the node that carries the batch. */
export const readerKey = (batchId: string): string => `reader:${batchId}`

/** Leaves word, for whichever nodes carry runs of a batch, that it is read here. */
function announce(keyValue: KeyValue, batchId: string): () => void {
  const say = () => void keyValue.set(readerKey(batchId), "1", 3 * presenceMs).catch(() => undefined)
  say()
  const timer = setInterval(say, presenceMs)
  return () => clearInterval(timer)
}

function oldest(ids: string[]): string {
  return ids.reduce((least, id) => (compareEventIds(id, least) < 0 ? id : least), ids[0] ?? beforeAll)
}

function countStatuses(snapshots: Snapshot[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { run } of snapshots) counts[run.status] = (counts[run.status] ?? 0) + 1
  return counts
}
