import type { LoggedEvent, RunEvent } from "#lib/domain/events"
import type { EventLog } from "./event-log.ts"
import type { MemoryEventLog } from "./event-log-memory.ts"

/** Readers of a batch that is logged here look at all of it again this often, in ms: other nodes may have ended it. */
const lookAgainMs = 60_000

/** An event log that can say to its readers that a batch is logged elsewhere from here on. */
export interface SharedEventLog extends EventLog {
  abandon(batchId: string): Promise<void>
}

/** A batch that this node writes. */
interface Written {
  /** Logged on this node, for the rest of the batch: its server went away. */
  here: boolean
  ended: boolean
  /** Has been on the server: what comes later is answered later, so that all is folded in its order. */
  tail?: Promise<unknown>
  lastId?: string
}

/**
 * The event log on a server that may go away. A batch that is written while it is away, or that was under way when it
 * went, is logged in the memory of its node from there on; its readers begin again with snapshots, and so miss nothing.
 * Batches that start when the server is back are logged there. Never rejects, never waits for a server that is away.
 */
export class FallbackEventLog implements EventLog {
  private readonly shared: SharedEventLog
  private readonly local: MemoryEventLog
  private readonly written = new Map<string, Written>()
  /** Readers of the server's log, by batch. */
  private readonly readers = new Map<string, Set<AbortController>>()
  private isThere: boolean

  constructor(shared: SharedEventLog, local: MemoryEventLog, isThere: boolean) {
    this.shared = shared
    this.local = local
    this.isThere = isThere
  }

  /** The server has gone: what is under way goes on here, and who reads there is told. */
  serverAway(): void {
    this.isThere = false
    for (const [batchId, batch] of this.written) if (!batch.ended) this.move(batchId, batch)
    for (const batchId of [...this.readers.keys()]) this.interrupt(batchId)
  }

  /** The server is back: readers on other nodes wait there for batches that are logged here. */
  serverBack(): void {
    this.isThere = true
    for (const [batchId, { here }] of this.written) if (here) void this.abandon(batchId)
  }

  append(batchId: string, events: RunEvent[]): LoggedEvent[] | Promise<LoggedEvent[]> {
    const known = this.written.get(batchId)
    const batch: Written = known ?? { here: !this.isThere, ended: false }
    if (!known) this.written.set(batchId, batch)
    batch.ended = false
    if (batch.here && !batch.tail) return this.local.append(batchId, events)
    const sent = batch.here ? undefined : Promise.resolve(this.shared.append(batchId, events))
    sent?.catch(() => undefined)
    const logged = (batch.tail ?? Promise.resolve()).then(async () => {
      try {
        if (sent && !batch.here) {
          const entries = await sent
          batch.lastId = entries.at(-1)?.id ?? batch.lastId
          return entries
        }
      } catch {
        this.move(batchId, batch)
      }
      return this.local.append(batchId, events)
    })
    batch.tail = logged
    return logged
  }

  async *read(
    batchId: string,
    after: string | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<LoggedEvent[] | "gap", void, undefined> {
    const isHere = this.written.get(batchId)?.here === true
    if (!isHere && !this.isThere) {
      yield "gap"
      return
    }
    const moved = new AbortController()
    const until = AbortSignal.any([signal, isHere ? AbortSignal.timeout(lookAgainMs) : moved.signal])
    const readers = this.readers.get(batchId) ?? new Set()
    if (!isHere) this.readers.set(batchId, readers.add(moved))
    try {
      yield* (isHere ? this.local : this.shared).read(batchId, after, until)
      if (until.aborted && !signal.aborted) yield "gap"
    } catch {
      // The server is away, or answers nonsense: what is written in the database is still there.
      if (!signal.aborted) yield "gap"
    } finally {
      readers.delete(moved)
      if (readers.size === 0) this.readers.delete(batchId)
    }
  }

  async lastId(batchId: string): Promise<string | undefined> {
    if (this.written.get(batchId)?.here) return this.local.lastId(batchId)
    return this.shared.lastId(batchId).catch(() => undefined)
  }

  async end(batchId: string): Promise<void> {
    const batch = this.written.get(batchId)
    await batch?.tail
    if (batch) batch.ended = true
    if (!batch?.here) {
      try {
        await this.shared.end(batchId)
        this.written.delete(batchId)
        return
      } catch {
        if (batch) this.move(batchId, batch)
      }
    }
    await this.local.end(batchId)
    if (this.isThere) await this.abandon(batchId)
    await this.forgetOld()
  }

  async close(): Promise<void> {
    await Promise.all([this.shared.close(), this.local.close()])
  }

  private move(batchId: string, batch: Written): void {
    if (batch.here) return
    batch.here = true
    batch.tail ??= Promise.resolve()
    // Ids go on rising, whatever the server's clock said.
    if (batch.lastId !== undefined) this.local.beginAfter(batchId, batch.lastId)
    this.interrupt(batchId)
  }

  private interrupt(batchId: string): void {
    for (const reader of this.readers.get(batchId) ?? []) reader.abort()
  }

  private async abandon(batchId: string): Promise<void> {
    await this.shared.abandon(batchId).catch(() => undefined)
  }

  /** What the memory has forgotten since its end. */
  private async forgetOld(): Promise<void> {
    for (const [batchId, { here, ended }] of this.written)
      if (here && ended && (await this.local.lastId(batchId)) === undefined) this.written.delete(batchId)
  }
}
