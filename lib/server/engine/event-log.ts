import type { LoggedEvent, RunEvent } from "#lib/domain/events"

/**
 * The events of each batch, in order, for any number of readers: drivers in memory and on Redis.
 * Ids rise strictly within a batch, also over restarts of the process (they begin with the clock).
 */
export interface EventLog {
  /** Appends events and wakes the readers; the ids given, in order. Writers of one batch live in one process. */
  append(batchId: string, events: RunEvent[]): LoggedEvent[] | Promise<LoggedEvent[]>
  /**
   * Reads on from an event id (exclusive), or from the oldest kept event without one, waiting for more until the
   * log is closed for good (`end`) or the signal aborts. Yields what is there as one array. When `after` is no
   * longer in the log (trimmed, or unknown here), yields `"gap"` first and ends: the caller answers with snapshots.
   */
  read(
    batchId: string,
    after: string | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<LoggedEvent[] | "gap", void, undefined>
  /** The newest id, or undefined when nothing is kept. */
  lastId(batchId: string): Promise<string | undefined>
  /** Nothing more will be appended (until the next append): readers end after the last event. Kept for a while longer. */
  end(batchId: string): Promise<void>
  close(): Promise<void>
}
