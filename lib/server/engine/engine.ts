import type { JoinBatch, StartBatch } from "#lib/domain/batch"
import { BracketError } from "#lib/domain/errors"
import { queuedRun } from "#lib/domain/run"
import { CarriedBatches } from "#lib/server/engine/carried-batches"
import type { CarryDeps } from "#lib/server/engine/carry-run"
import type { EventLog } from "#lib/server/engine/event-log"
import { leaseMs } from "#lib/server/engine/lease"
import type { LiveRun } from "#lib/server/engine/live-batch"
import { type CheckedRun, planBatch } from "#lib/server/engine/plan-batch"
import { type BatchReader, createBatchReader, type ReadOptions } from "#lib/server/engine/read-batch"
import { startUpkeep } from "#lib/server/engine/upkeep"
import type { KeyValue } from "#lib/server/store/key-value"
import type { Signals } from "#lib/server/store/signals"
import type { CarriedRun } from "#lib/server/store/store"

export interface EngineDeps extends CarryDeps {
  node: string
  eventLog: EventLog
  signals: Signals
  keyValue: KeyValue
  unreadBatchMs: number
  unreadLargeBatchMs: number
}

/** Carries out batches (DESIGN section 3): writes them down, queues, runs, records and publishes them. */
export class Engine {
  private readonly deps: EngineDeps
  private readonly carried: CarriedBatches
  private readonly reader: BatchReader
  private readonly unsubscribe: () => void
  private stopUpkeep: () => void = () => undefined
  private closing = false

  constructor(deps: EngineDeps) {
    this.deps = deps
    this.carried = new CarriedBatches(deps)
    this.reader = createBatchReader({
      ...deps,
      live: (batchId) => this.carried.batch(batchId),
      enter: (batchId) => this.carried.enter(batchId),
    })
    this.unsubscribe = deps.signals.subscribe((signal) => {
      if (signal.type === "cancel-batch") this.carried.stopBatch(signal.batchId, "cancelled")
      else this.carried.stopRun(signal.runId, "cancelled")
    })
  }

  /** Marks what a dead process left as interrupted, and begins to vouch for what this one carries. */
  async start(): Promise<void> {
    this.stopUpkeep = await startUpkeep(this.deps, this.carried)
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
    })
    const createdAt = now()
    const atOnce = Math.min(input.concurrency, runs.length)
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
      atOnce,
    )
    if (created) {
      this.carried.carry(
        { id: input.batchId, personId, concurrency: input.concurrency },
        runs.map((run, index) => liveRun(run, createdAt, index < atOnce)),
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
    })
    // Numbered where the batch is held: two that join at the same moment, or one twice, get their own places.
    const added = await store.batches.join(batchId, input.variants, runs, this.lease())
    this.refuseWhenClosing()
    this.carried.carry(
      stored,
      added.map((run) => liveRun(run, now())),
    )
    return { runIds: runs.map((run) => run.id) }
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
    this.carried.carry(
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
    // Carriers end their own; this is for what is between two hands just now.
    await this.deps.store.runs.cancelQueued(batchId, this.deps.now())
  }

  async cancelRun(runId: string, personId: string): Promise<void> {
    const run = await this.deps.store.runs.get(runId)
    if (run?.personId !== personId) throw new BracketError("not_found", "There is no such run.")
    await this.deps.signals.publish({ type: "cancel-run", runId })
  }

  /** The events of a person's batch; see read-batch.ts. Throws `BracketError("not_found")`. */
  async events(batchId: string, personId: string, options: ReadOptions) {
    await this.ownBatch(batchId, personId)
    return this.reader.read(batchId, options)
  }

  /**
   * Ends the work of this node: nothing new, what runs gets `graceMs`, the rest is marked interrupted with its text.
   */
  async close(graceMs: number): Promise<void> {
    this.closing = true
    // What has not been sent yet is not sent any more.
    this.carried.stopQueued("interrupted")
    const leave = new AbortController()
    await Promise.race([this.carried.idle(), this.deps.sleep(graceMs, leave.signal).catch(() => undefined)])
    leave.abort()
    this.carried.stopAll("interrupted")
    await this.carried.idle()
    this.stopUpkeep()
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
}

/** Ids made from the client's own: sending the same thing again makes the same runs. */
function numbered(prefix: string): () => string {
  let count = 0
  return () => `${prefix}.${count++}`
}

function liveRun(run: CheckedRun, createdAt: number, claimed = false): LiveRun {
  return {
    id: run.id,
    variant: run.variant,
    sample: run.sample,
    createdAt,
    claimed,
    // What waits in the queue is checked again when its turn comes.
    ...(claimed ? { chosen: run.chosen } : {}),
    state: queuedRun({ runId: run.id, variantIndex: run.variantIndex, row: run.row, sample: run.sample }),
    eventId: null,
    abort: new AbortController(),
    dirty: false,
    begun: false,
  }
}

function storedLiveRun(run: CarriedRun): LiveRun {
  return {
    id: run.id,
    variant: run.variant,
    sample: run.state.sample,
    createdAt: run.createdAt,
    claimed: false,
    state: run.state,
    eventId: run.eventId,
    abort: new AbortController(),
    dirty: false,
    begun: false,
  }
}
