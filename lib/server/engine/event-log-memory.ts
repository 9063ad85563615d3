import type { LoggedEvent, RunEvent } from "#lib/domain/events"
import type { EventLog } from "./event-log.ts"
import { BatchEvents, type BatchLimits } from "./event-log-batch.ts"

const defaults = { maxEvents: 20_000, maxBytes: 8_000_000, keepMs: 300_000 }

/** The event log in the memory of this process: bounded per batch, kept for five minutes after its end. */
export function createMemoryEventLog(
  options: Partial<BatchLimits> & { keepMs?: number; now?: () => number } = {},
): MemoryEventLog {
  return new MemoryEventLog({ ...defaults, now: Date.now, ...options })
}

/** Like the port, but appending is synchronous: it is on the way of every token. */
export class MemoryEventLog implements EventLog {
  private readonly options: BatchLimits & { keepMs: number; now: () => number }
  private readonly batches = new Map<string, BatchEvents>()
  /** When each ended batch may be forgotten, soonest first. */
  private readonly forgetAt = new Map<string, number>()
  private lastStart = 0
  private closed = false

  constructor(options: BatchLimits & { keepMs: number; now: () => number }) {
    this.options = options
  }

  append(batchId: string, events: RunEvent[]): LoggedEvent[] {
    const batch = this.batches.get(batchId) ?? this.begin(batchId)
    if (batch.ended) this.forgetAt.delete(batchId)
    return batch.append(events)
  }

  async *read(
    batchId: string,
    after: string | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<LoggedEvent[] | "gap", void, undefined> {
    this.forgetOld()
    const known = this.batches.get(batchId)
    if (after !== undefined && !known) {
      yield "gap"
      return
    }
    const batch = known ?? this.begin(batchId)
    // Wakes the batch's other readers too, who find nothing and wait on: cheaper than a promise for each.
    const wake = () => batch.wake()
    signal.addEventListener("abort", wake, { once: true })
    batch.readers += 1
    try {
      let next = after === undefined ? batch.oldest : batch.indexAfter(after)
      while (!signal.aborted && !this.closed) {
        if (next === undefined || next < batch.oldest) {
          yield "gap"
          return
        }
        if (next < batch.end) {
          const events = batch.from(next)
          next = batch.end
          yield events
        } else if (batch.ended) return
        else await batch.changed()
      }
    } finally {
      signal.removeEventListener("abort", wake)
      batch.readers -= 1
      // A reader of a batch that never began leaves nothing behind.
      if (batch.readers === 0 && batch.end === 0 && this.batches.get(batchId) === batch)
        this.batches.delete(batchId)
    }
  }

  async lastId(batchId: string): Promise<string | undefined> {
    this.forgetOld()
    return this.batches.get(batchId)?.lastId()
  }

  async end(batchId: string): Promise<void> {
    const batch = this.batches.get(batchId)
    if (!batch) return
    batch.finish()
    this.forgetAt.delete(batchId)
    this.forgetAt.set(batchId, this.options.now() + this.options.keepMs)
    this.forgetOld()
  }

  /** Begins a batch whose events so far are elsewhere: its ids are higher than this one. */
  beginAfter(batchId: string, id: string): void {
    if (!this.batches.has(batchId)) this.begin(batchId, Number(id.split("-")[0]))
  }

  async close(): Promise<void> {
    this.closed = true
    for (const batch of this.batches.values()) batch.wake()
    this.batches.clear()
    this.forgetAt.clear()
  }

  private begin(batchId: string, after = 0): BatchEvents {
    // A clock that was set back must not give a batch ids that are older than those it had.
    this.lastStart = Math.max(this.options.now(), this.lastStart + 1, after + 1)
    const batch = new BatchEvents(this.lastStart, this.options)
    this.batches.set(batchId, batch)
    return batch
  }

  /** No timer: what is over is forgotten when somebody comes by. */
  private forgetOld(): void {
    const now = this.options.now()
    for (const [batchId, at] of this.forgetAt) {
      if (at > now) return
      this.forgetAt.delete(batchId)
      this.batches.delete(batchId)
    }
  }
}
