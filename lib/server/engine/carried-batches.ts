import type { RunError } from "#lib/domain/errors"
import type { RunEvent } from "#lib/domain/events"
import { isFinal } from "#lib/domain/outcome"
import { carryRun, type EarlyEnd } from "#lib/server/engine/carry-run"
import { ceilingReached } from "#lib/server/engine/cost-ceiling"
import { endRun } from "#lib/server/engine/end-run"
import type { EngineDeps } from "#lib/server/engine/engine"
import { leaseMs } from "#lib/server/engine/lease"
import { LiveBatch, type LiveRun } from "#lib/server/engine/live-batch"
import { readerKey } from "#lib/server/engine/read-batch"
import { RunQueue } from "#lib/server/engine/run-queue"
import { isStorageFull, storageFull } from "#lib/server/store/storage-full"

/** More runs than this make a batch large: it may go unread for longer. */
const largeBatchRuns = 12

interface Carried {
  batch: LiveBatch
  queue: RunQueue
  unread: NodeJS.Timeout | undefined
}

/** The batches that this node carries: from their announcement to their end, with readers or without. */
export class CarriedBatches {
  private readonly deps: EngineDeps
  private readonly carried = new Map<string, Carried>()
  /** Who reads here, by batch: a reader may come before the batch is carried, and stay when it is carried again. */
  private readonly readers = new Map<string, number>()
  private onIdle: (() => void) | undefined

  constructor(deps: EngineDeps) {
    this.deps = deps
  }

  batch(batchId: string): LiveBatch | undefined {
    return this.carried.get(batchId)?.batch
  }

  batches(): LiveBatch[] {
    return [...this.carried.values()].map(({ batch }) => batch)
  }

  /** Resolves when nothing is carried any more. */
  idle(): Promise<void> {
    if (this.carried.size === 0) return Promise.resolve()
    return new Promise((resolve) => {
      this.onIdle = resolve
    })
  }

  /** Takes runs that are written as queued, announces them and starts them. */
  carry(
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
        runs: runs.map(({ state: { runId, variantIndex, row, sample } }) => ({
          runId,
          variantIndex,
          row,
          sample,
        })),
      },
      ...announcements,
    )
    carried.queue.add(runs)
    if (!this.readers.has(stored.id)) this.awaitReader(carried)
  }

  /** Ends what waits in the queues; what has been sent goes on. */
  stopQueued(reason: EarlyEnd): void {
    for (const carried of this.carried.values()) this.stopRuns(carried, carried.queue.queued(), reason)
  }

  stopBatch(batchId: string, reason: EarlyEnd): void {
    const carried = this.carried.get(batchId)
    if (carried) this.stopRuns(carried, [...carried.batch.runs.values()], reason)
  }

  stopRun(runId: string, reason: EarlyEnd): void {
    for (const carried of this.carried.values()) {
      const run = carried.batch.runs.get(runId)
      if (run) this.stopRuns(carried, [run], reason)
    }
  }

  stopAll(reason: EarlyEnd): void {
    for (const batchId of [...this.carried.keys()]) this.stopBatch(batchId, reason)
  }

  /** A reader has come; the returned function says that it has gone. */
  enter(batchId: string): () => void {
    this.readers.set(batchId, (this.readers.get(batchId) ?? 0) + 1)
    clearTimeout(this.carried.get(batchId)?.unread)
    return () => {
      const left = (this.readers.get(batchId) ?? 1) - 1
      if (left > 0) this.readers.set(batchId, left)
      else this.readers.delete(batchId)
      const carried = this.carried.get(batchId)
      if (left === 0 && carried) this.awaitReader(carried)
    }
  }

  private newlyCarried(stored: { id: string; personId: string; concurrency: number }): Carried {
    const batch = new LiveBatch(stored, this.deps.eventLog)
    const queue = new RunQueue(
      batch,
      (run) => this.carryQueued(run, batch),
      () => void this.finishBatch(batch),
    )
    const carried: Carried = { batch, queue, unread: undefined }
    this.carried.set(stored.id, carried)
    return carried
  }

  private async carryQueued(run: LiveRun, batch: LiveBatch): Promise<void> {
    const { store, now, log, node } = this.deps
    try {
      if (!run.claimed && (await this.isOverCeiling(run, batch))) return
      if (!run.claimed && !(await store.runs.claim(run.id, { node, until: now() + leaseMs, now: now() }))) {
        // Another node, or a cancel, was faster: what it wrote is the truth.
        await this.adopt(run, batch)
        return
      }
    } catch (error) {
      log.error({ err: error, runId: run.id }, "run not claimed")
      if (isStorageFull(error))
        return await this.endQueued(run, batch, "failed", storageFull(error).toRunError())
      run.abort.abort("interrupted")
    }
    await carryRun(run, batch, this.deps)
  }

  /** Ends this run, and all that wait behind it, when the batch has cost what it may; looked at before each run that has waited. */
  private async isOverCeiling(run: LiveRun, batch: LiveBatch): Promise<boolean> {
    const queue = this.carried.get(batch.id)?.queue
    // Only what waited before the look: runs that join meanwhile may have brought a higher ceiling.
    const waited = queue?.queued() ?? []
    const error = await ceilingReached(this.deps.store, batch.id)
    if (!error || run.abort.signal.aborted) return false
    const behind = waited.filter((waiting) => queue?.remove(waiting))
    await Promise.all([run, ...behind].map((each) => this.endQueued(each, batch, "cancelled", error)))
    return true
  }

  /** Shows readers a run as it is written; one that somebody else carries is not ours to wait for. */
  private async adopt(run: LiveRun, batch: LiveBatch): Promise<void> {
    const written = await this.deps.store.runs.get(run.id)
    if (written) await batch.publish({ type: "run.snapshot", runId: run.id, run: written.state })
    if (!written || !isFinal(written.state.status)) batch.runs.delete(run.id)
  }

  private async finishBatch(batch: LiveBatch): Promise<void> {
    const { store, eventLog, now, log, unrecorded } = this.deps
    const carried = this.carried.get(batch.id)
    if (!carried || batch.isBusy()) return
    this.carried.delete(batch.id)
    clearTimeout(carried.unread)
    try {
      const counts = await store.runs.countByStatus(batch.id)
      // Runs may have joined meanwhile, here or on another node; then their end will be the batch's.
      const open = (counts.queued ?? 0) + (counts.running ?? 0) - unrecorded.of(batch.id)
      if (open > 0 || this.carried.has(batch.id)) return
      if (unrecorded.of(batch.id) > 0) return await this.tellFinished(batch)
      await store.batches.finish(batch.id, now())
      await batch.publish({ type: "batch.finished", batchId: batch.id, counts })
      await eventLog.end(batch.id)
    } catch (error) {
      log.error({ err: error, batchId: batch.id }, "batch not finished")
      await this.tellFinished(batch)
    } finally {
      if (this.carried.size === 0) this.onIdle?.()
    }
  }

  /** Of a batch whose end cannot be written: its readers do not wait for that. */
  private async tellFinished(batch: LiveBatch): Promise<void> {
    const counts: Record<string, number> = {}
    for (const { state } of batch.runs.values()) counts[state.status] = (counts[state.status] ?? 0) + 1
    await batch.publish({ type: "batch.finished", batchId: batch.id, counts })
    await Promise.resolve(this.deps.eventLog.end(batch.id)).catch(() => undefined)
  }

  private stopRuns(carried: Carried, runs: LiveRun[], reason: EarlyEnd): void {
    const queued = runs.filter((run) => !isFinal(run.state.status) && carried.queue.remove(run))
    for (const run of runs) if (!run.abort.signal.aborted) run.abort.abort(reason)
    const ended = queued.map((run) => this.endQueued(run, carried.batch, reason))
    if (queued.length > 0) void Promise.all(ended).then(() => carried.queue.pump())
  }

  /** Ends a run that was never sent. */
  private endQueued(
    run: LiveRun,
    batch: LiveBatch,
    status: EarlyEnd | "failed",
    error?: RunError,
  ): Promise<void> {
    const at = run.clock()
    const timing = {
      queueMs: Math.max(0, at - run.createdAt),
      ttftMs: null,
      totalMs: 0,
      tokensPerSecond: null,
    }
    const ending = { type: "run.finished", runId: run.id, status, error, timing, at } as const
    return endRun(run, batch, ending, this.deps)
  }

  /** Cancels a batch that nobody reads: its results would be paid for and not seen. */
  private awaitReader(carried: Carried): void {
    const { keyValue, log, unreadBatchMs, unreadLargeBatchMs } = this.deps
    const { id, runs } = carried.batch
    clearTimeout(carried.unread)
    carried.unread = setTimeout(
      async () => {
        const elsewhere = await keyValue.get(readerKey(id)).catch(() => undefined)
        if (this.readers.has(id) || this.carried.get(id) !== carried) return
        if (elsewhere !== undefined) return this.awaitReader(carried)
        log.info({ batchId: id }, "nobody reads this batch: cancelled")
        this.stopBatch(id, "cancelled")
      },
      runs.size > largeBatchRuns ? unreadLargeBatchMs : unreadBatchMs,
    )
    carried.unread.unref()
  }
}
