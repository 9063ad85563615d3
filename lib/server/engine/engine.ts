import type { JoinBatch, StartBatch } from "#lib/domain/batch"
import { BracketError } from "#lib/domain/errors"
import type { RunEvent } from "#lib/domain/events"
import { isFinal } from "#lib/domain/outcome"
import { queuedRun } from "#lib/domain/run"
import { type CarryDeps, carryRun, type EarlyEnd } from "#lib/server/engine/carry-run"
import { endRun } from "#lib/server/engine/end-run"
import type { EventLog } from "#lib/server/engine/event-log"
import { LiveBatch, type LiveRun } from "#lib/server/engine/live-batch"
import { planBatch } from "#lib/server/engine/plan-batch"
import { type BatchReader, createBatchReader, readerKey } from "#lib/server/engine/read-batch"
import { RunQueue } from "#lib/server/engine/run-queue"
import type { KeyValue } from "#lib/server/store/key-value"
import type { Signal, Signals } from "#lib/server/store/signals"
import type { CarriedRun, NewRun } from "#lib/server/store/store"

/** A node vouches for its runs this long at a time, in ms, and says so again three times in it. */
export const leaseMs = 15_000
/** What has arrived is written down this often, in ms: what a killed process loses at most. */
const flushEveryMs = 800
/** More runs than this make a batch large: it may go unread for longer. */
const largeBatchRuns = 12

export interface EngineDeps extends CarryDeps {
  node: string
  eventLog: EventLog
  signals: Signals
  keyValue: KeyValue
  unreadBatchMs: number
  unreadLargeBatchMs: number
}

interface Carried {
  batch: LiveBatch
  queue: RunQueue
  readers: number
  unread: NodeJS.Timeout | undefined
}

/** Carries out batches (DESIGN section 3): writes them down, queues, runs, records and publishes them. */
export class Engine {
  private readonly deps: EngineDeps
  private readonly carried = new Map<string, Carried>()
  private readonly reader: BatchReader
  private readonly timers: NodeJS.Timeout[] = []
  private readonly unsubscribe: () => void
  private closing = false
  private idle: (() => void) | undefined

  constructor(deps: EngineDeps) {
    this.deps = deps
    this.reader = createBatchReader({
      ...deps,
      live: (batchId) => this.carried.get(batchId)?.batch,
      enter: (batchId) => this.enter(batchId),
    })
    this.unsubscribe = deps.signals.subscribe((signal) => this.onSignal(signal))
  }

  /** Marks what a dead process left as interrupted, and begins to vouch for what this one carries. */
  async start(): Promise<void> {
    await this.sweep()
    const every = (ms: number, work: () => Promise<void>) =>
      this.timers.push(
        setInterval(
          () => void work().catch((err: unknown) => this.deps.log.error({ err }, "engine upkeep failed")),
          ms,
        ),
      )
    every(leaseMs / 3, async () => {
      if (this.carried.size > 0)
        await this.deps.store.runs.renewLeases(this.deps.node, this.deps.now() + leaseMs)
      await this.sweep()
    })
    every(flushEveryMs, () => this.flush())
  }

  /**
   * Starts a batch, or finds it already started by the same person: then nothing is sent again.
   * Throws `BracketError` for what cannot be sent, and `conflict` for someone else's batch id.
   */
  async startBatch(input: StartBatch, personId: string): Promise<{ runs: number; attached: boolean }> {
    this.refuseWhenClosing()
    if (input.kind !== "text")
      throw new BracketError("invalid_input", "This server makes no images yet.", {
        field: "kind",
        hint: 'Send "text".',
      })
    const { store, connections, now } = this.deps
    const runs = await planBatch(input, {
      personId,
      connections,
      newId: numbered(input.batchId),
      firstVariant: 0,
    })
    const createdAt = now()
    const { created } = await store.batches.create(
      {
        id: input.batchId,
        personId,
        kind: input.kind,
        concurrency: input.concurrency,
        variants: input.variants,
        createdAt,
      },
      runs,
      this.lease(),
    )
    if (created) {
      this.carry(
        { id: input.batchId, personId, concurrency: input.concurrency },
        runs.map((run) => liveRun(run, createdAt)),
      )
    } else if (!(await store.batches.get(input.batchId, personId))) {
      throw new BracketError("conflict", "This batch id is taken.", {
        field: "batchId",
        hint: "Make a new one.",
      })
    }
    return { runs: runs.length, attached: !created }
  }

  /** Adds runs to a batch of this person; a finished one opens again. The same `joinId` adds nothing twice. */
  async joinBatch(batchId: string, input: JoinBatch, personId: string): Promise<{ runIds: string[] }> {
    this.refuseWhenClosing()
    const { store, connections, now } = this.deps
    const stored = await this.ownBatch(batchId, personId)
    const runs = await planBatch(input, {
      personId,
      connections,
      newId: numbered(`${batchId}.${input.joinId}`),
      firstVariant: stored.variants.length,
    })
    const runIds = runs.map((run) => run.id)
    const [first] = runIds
    if (first !== undefined && (await store.runs.get(first))) return { runIds }
    await store.batches.join(batchId, input.variants, runs, this.lease())
    this.carry(
      stored,
      runs.map((run) => liveRun(run, now())),
    )
    return { runIds }
  }

  /** Puts what was interrupted, failed or cancelled back into the queue. */
  async resumeBatch(batchId: string, personId: string): Promise<{ runIds: string[] }> {
    this.refuseWhenClosing()
    const stored = await this.ownBatch(batchId, personId)
    const requeued = new Set(
      await this.deps.store.runs.requeue(batchId, this.lease(), ["interrupted", "failed", "cancelled"]),
    )
    const rows = (await this.deps.store.runs.ofBatch(batchId)).filter((run) => requeued.has(run.id))
    const runs = rows.map(storedLiveRun)
    this.carry(
      stored,
      runs,
      runs.map((run) => ({ type: "run.snapshot", runId: run.id, run: run.state })),
    )
    return { runIds: rows.map((run) => run.id) }
  }

  /** Stops everything of a batch that has not ended, wherever it is carried. */
  async cancelBatch(batchId: string, personId: string): Promise<void> {
    await this.ownBatch(batchId, personId)
    await this.deps.signals.publish({ type: "cancel-batch", batchId })
  }

  async cancelRun(runId: string, personId: string): Promise<void> {
    const run = await this.deps.store.runs.get(runId)
    if (run?.personId !== personId) throw new BracketError("not_found", "There is no such run.")
    await this.deps.signals.publish({ type: "cancel-run", runId })
  }

  /** The events of a person's batch from an event id on; see read-batch.ts. */
  async events(batchId: string, personId: string, after: string | undefined, signal: AbortSignal) {
    await this.ownBatch(batchId, personId)
    return this.reader.read(batchId, after, signal)
  }

  /**
   * Ends the work of this node: nothing new, what runs gets `graceMs`, the rest is marked interrupted with its text.
   */
  async close(graceMs: number): Promise<void> {
    this.closing = true
    if (this.carried.size > 0) {
      const leave = new AbortController()
      await Promise.race([
        new Promise<void>((resolve) => {
          this.idle = resolve
        }),
        this.deps.sleep(graceMs, leave.signal).catch(() => undefined),
      ])
      leave.abort()
    }
    const idle = new Promise<void>((resolve) => {
      this.idle = resolve
    })
    for (const carried of this.carried.values()) this.stop(carried, "interrupted")
    if (this.carried.size > 0) await idle
    for (const timer of this.timers) clearInterval(timer)
    this.unsubscribe()
  }

  private refuseWhenClosing(): void {
    if (this.closing)
      throw new BracketError("shutting_down", "This server is about to stop.", {
        hint: "Try again in a moment.",
      })
  }

  private async ownBatch(batchId: string, personId: string) {
    const stored = await this.deps.store.batches.get(batchId, personId)
    if (!stored) throw new BracketError("not_found", "There is no such batch.")
    return stored
  }

  private lease() {
    return { node: this.deps.node, until: this.deps.now() + leaseMs }
  }

  /** Takes runs that are written as queued, announces them and starts them. */
  private carry(
    stored: { id: string; personId: string; concurrency: number },
    runs: LiveRun[],
    announcements: RunEvent[] = [],
  ): void {
    if (runs.length === 0) return
    const carried = this.carried.get(stored.id) ?? this.newlyCarried(stored)
    for (const run of runs) carried.batch.runs.set(run.id, run)
    void carried.batch.publish(
      {
        type: "batch.started",
        batchId: stored.id,
        runs: runs.map(({ state }) => ({
          runId: state.runId,
          variantIndex: state.variantIndex,
          row: state.row,
          sample: state.sample,
        })),
      },
      ...announcements,
    )
    carried.queue.add(runs)
    if (carried.readers === 0) this.awaitReader(carried)
  }

  private newlyCarried(stored: { id: string; personId: string; concurrency: number }): Carried {
    const batch = new LiveBatch(stored, this.deps.eventLog)
    const queue = new RunQueue(
      batch,
      (run) => this.carryQueued(run, batch),
      () => void this.finishBatch(batch),
    )
    const carried: Carried = { batch, queue, readers: 0, unread: undefined }
    this.carried.set(stored.id, carried)
    return carried
  }

  private async carryQueued(run: LiveRun, batch: LiveBatch): Promise<void> {
    const { store, now, log } = this.deps
    try {
      if (!(await store.runs.claim(run.id, { ...this.lease(), now: now() }))) {
        // Another node, or a cancel, was faster: what it wrote is the truth.
        const written = await store.runs.get(run.id)
        if (written) await batch.publish({ type: "run.snapshot", runId: run.id, run: written.state })
        return
      }
    } catch (error) {
      log.error({ err: error, runId: run.id }, "run not claimed")
    }
    await carryRun(run, batch, this.deps)
  }

  private async finishBatch(batch: LiveBatch): Promise<void> {
    const carried = this.carried.get(batch.id)
    if (!carried || batch.isBusy()) return
    this.carried.delete(batch.id)
    clearTimeout(carried.unread)
    try {
      await this.deps.store.batches.finish(batch.id, this.deps.now())
      const counts = await this.deps.store.runs.countByStatus(batch.id)
      // Runs may have joined meanwhile; then their end will be the batch's.
      if (this.carried.has(batch.id)) return
      await batch.publish({ type: "batch.finished", batchId: batch.id, counts })
      await this.deps.eventLog.end(batch.id)
    } catch (error) {
      this.deps.log.error({ err: error, batchId: batch.id }, "batch not finished")
    } finally {
      if (this.carried.size === 0) this.idle?.()
    }
  }

  private onSignal(signal: Signal): void {
    if (signal.type === "cancel-batch") {
      const carried = this.carried.get(signal.batchId)
      if (carried) this.stop(carried, "cancelled")
      return
    }
    for (const carried of this.carried.values()) {
      const run = carried.batch.runs.get(signal.runId)
      if (run) this.stopRuns(carried, [run], "cancelled")
    }
  }

  private stop(carried: Carried, reason: EarlyEnd): void {
    this.stopRuns(carried, [...carried.batch.runs.values()], reason)
  }

  private stopRuns(carried: Carried, runs: LiveRun[], reason: EarlyEnd): void {
    const queued = runs.filter((run) => !isFinal(run.state.status) && carried.queue.remove(run))
    for (const run of runs) if (!run.abort.signal.aborted) run.abort.abort(reason)
    const at = this.deps.now()
    const ended = queued.map((run) =>
      endRun(
        run,
        carried.batch,
        {
          type: "run.finished",
          runId: run.id,
          status: reason,
          timing: { queueMs: at - run.createdAt, ttftMs: null, totalMs: 0, tokensPerSecond: null },
          at,
        },
        this.deps,
      ),
    )
    if (queued.length > 0) void Promise.all(ended).then(() => carried.queue.pump())
  }

  /** A reader has come; the returned function says that it has gone. */
  private enter(batchId: string): () => void {
    const carried = this.carried.get(batchId)
    if (!carried) return () => undefined
    carried.readers += 1
    clearTimeout(carried.unread)
    return () => {
      carried.readers -= 1
      if (carried.readers === 0 && this.carried.get(batchId) === carried) this.awaitReader(carried)
    }
  }

  /** Cancels a batch that nobody reads: its results would be paid for and not seen. */
  private awaitReader(carried: Carried): void {
    const large = carried.batch.runs.size > largeBatchRuns
    clearTimeout(carried.unread)
    carried.unread = setTimeout(
      async () => {
        const elsewhere = await this.deps.keyValue.get(readerKey(carried.batch.id)).catch(() => undefined)
        if (carried.readers > 0) return
        if (elsewhere !== undefined) return this.awaitReader(carried)
        this.deps.log.info({ batchId: carried.batch.id }, "nobody reads this batch: cancelled")
        this.stop(carried, "cancelled")
      },
      large ? this.deps.unreadLargeBatchMs : this.deps.unreadBatchMs,
    )
    carried.unread.unref()
  }

  private async flush(): Promise<void> {
    for (const { batch } of this.carried.values())
      for (const run of batch.runs.values()) {
        if (!run.dirty || run.eventId === null || isFinal(run.state.status)) continue
        run.dirty = false
        await this.deps.store.runs.flush(run.id, { state: run.state, eventId: run.eventId })
      }
  }

  /** Tells the readers of runs whose node has died. */
  private async sweep(): Promise<void> {
    const { store, eventLog, now } = this.deps
    const interrupted = await store.runs.interruptExpired(now())
    for (const batchId of new Set(interrupted.map((run) => run.batchId))) {
      await store.batches.finish(batchId, now())
      const runs = await store.runs.ofBatch(batchId)
      const ids = new Set(interrupted.map((run) => run.id))
      const endings = runs
        .filter((run) => ids.has(run.id))
        .map((run): RunEvent => ({ type: "run.snapshot", runId: run.id, run: run.state }))
      const counts = await store.runs.countByStatus(batchId)
      await eventLog.append(batchId, [...endings, { type: "batch.finished", batchId, counts }])
      await eventLog.end(batchId)
    }
  }
}

/** Ids made from the client's own: sending the same thing again makes the same runs. */
function numbered(prefix: string): () => string {
  let count = 0
  return () => `${prefix}.${count++}`
}

function liveRun(run: NewRun, createdAt: number): LiveRun {
  return {
    id: run.id,
    variant: run.variant,
    sample: run.sample,
    createdAt,
    state: queuedRun({ runId: run.id, variantIndex: run.variantIndex, row: run.row, sample: run.sample }),
    eventId: null,
    abort: new AbortController(),
    dirty: false,
  }
}

function storedLiveRun(run: CarriedRun): LiveRun {
  return {
    id: run.id,
    variant: run.variant,
    sample: run.state.sample,
    createdAt: run.createdAt,
    state: run.state,
    eventId: run.eventId,
    abort: new AbortController(),
    dirty: false,
  }
}
