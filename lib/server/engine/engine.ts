import type { JoinBatch, StartBatch } from "#lib/domain/batch"
import { BracketError } from "#lib/domain/errors"
import { joinedRunIdOf, runIdOf } from "#lib/domain/run-id"
import { CarriedBatches } from "#lib/server/engine/carried-batches"
import type { CarryDeps } from "#lib/server/engine/carry-run"
import type { EventLog } from "#lib/server/engine/event-log"
import { leaseMs } from "#lib/server/engine/lease"
import { liveRun, storedLiveRun } from "#lib/server/engine/live-run"
import { planBatch } from "#lib/server/engine/plan-batch"
import { type BatchReader, createBatchReader, type ReadOptions } from "#lib/server/engine/read-batch"
import { startUpkeep } from "#lib/server/engine/upkeep"
import { clockFrom } from "#lib/server/steady-clock"
import type { KeyValue } from "#lib/server/store/key-value"
import type { Signals } from "#lib/server/store/signals"
import { storageFull } from "#lib/server/store/storage-full"

export interface EngineDeps extends CarryDeps {
  node: string
  eventLog: EventLog
  signals: Signals
  keyValue: KeyValue
  unreadBatchMs: number
  unreadLargeBatchMs: number
  /** True while nothing new should begin, because it could not be kept. */
  isFull?: () => boolean
}

/** Carries out batches (DESIGN section 3): writes them down, queues, runs, records and publishes them. */
export class Engine {
  private readonly deps: EngineDeps
  private readonly carried: CarriedBatches
  private readonly reader: BatchReader
  private readonly unsubscribe: () => void
  private stopUpkeep: () => Promise<void> = async () => undefined
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
   * Throws `BracketError` for what cannot be sent, and `conflict` for someone else's batch id. `traceparent`: the
   * trace context of the caller.
   */
  async startBatch(
    input: StartBatch,
    personId: string,
    traceparent?: string,
  ): Promise<{ runs: number; attached: boolean }> {
    this.refuseNew()
    const { store, connections, images, checker } = this.deps
    const { batchId: id, kind, concurrency, variants, costCeiling, checks = [], setup } = input
    refuseChecksOfImages(kind, checks)
    await checker.refuseInvalid(checks, personId)
    const idOf = (index: number) => runIdOf(id, index)
    const runs = await planBatch(input, { kind, personId, connections, images, idOf })
    const clock = clockFrom(this.deps)
    const createdAt = clock()
    const atOnce = Math.min(concurrency, runs.length)
    const { created } = await store.batches.create(
      { id, personId, kind, concurrency, variants, createdAt, costCeiling, checks: input.checks, setup },
      runs,
      this.lease(),
      atOnce,
    )
    if (created) {
      this.carried.carry(
        { id, personId, concurrency },
        runs.map((run, index) =>
          liveRun(run, {
            createdAt,
            clock,
            checks,
            cache: input.cache,
            claimed: index < atOnce,
            traceparent,
          }),
        ),
      )
    } else if (!(await store.batches.isOwned(id, personId))) {
      throw new BracketError("conflict", "This batch id is taken.", {
        field: "batchId",
        hint: "Make a new one.",
      })
    }
    return { runs: runs.length, attached: !created }
  }

  /** Adds runs to a batch of this person; a finished one opens again. The same `joinId` adds nothing twice. */
  async joinBatch(
    batchId: string,
    input: JoinBatch,
    personId: string,
    traceparent?: string,
  ): Promise<{ runIds: string[] }> {
    this.refuseNew()
    const { store, connections, images, checker } = this.deps
    const stored = await this.carriedBatch(batchId, personId)
    const { kind } = stored
    refuseChecksOfImages(kind, input.checks ?? [])
    await checker.refuseInvalid(input.checks ?? [], personId)
    const idOf = (index: number) => joinedRunIdOf(batchId, input.joinId, index)
    const runs = await planBatch(input, { kind, personId, connections, images, idOf })
    // Numbered where the batch is held: two that join at the same moment, or one twice, get their own places.
    const { variants, costCeiling, checks, setup } = input
    const joined = { variants, costCeiling, checks, setup }
    const added = await store.batches.join(batchId, joined, runs, this.lease())
    this.refuseNew()
    const clock = clockFrom(this.deps)
    this.carried.carry(
      stored,
      added.map((run) =>
        liveRun(run, {
          createdAt: clock(),
          clock,
          checks: checks ?? stored.checks,
          cache: input.cache,
          traceparent,
        }),
      ),
    )
    return { runIds: runs.map((run) => run.id) }
  }

  /** Puts what was interrupted, failed or cancelled back into the queue. */
  async resumeBatch(batchId: string, personId: string): Promise<{ runIds: string[] }> {
    this.refuseNew()
    const stored = await this.carriedBatch(batchId, personId)
    const left = ["interrupted", "failed", "cancelled"]
    const rows = await this.deps.store.runs.requeue(batchId, this.lease(), left)
    const cache = await this.deps.store.batches.cacheMode(batchId)
    const clock = clockFrom(this.deps)
    const runs = rows.map((row) => storedLiveRun(row, { checks: stored.checks, cache, clock }))
    this.carried.carry(
      stored,
      runs,
      runs.map((run) => ({ type: "run.snapshot", runId: run.id, run: run.state })),
    )
    return { runIds: rows.map((run) => run.id) }
  }

  /** Stops everything of a batch that has not ended, wherever it is carried. */
  async cancelBatch(batchId: string, personId: string): Promise<void> {
    await this.assertOwned(batchId, personId)
    await this.stopBatch(batchId)
  }

  /** Stops everything of a person, wherever it is carried. */
  async cancelAllOf(personId: string): Promise<void> {
    for (const batchId of await this.deps.store.batches.unfinished(personId)) await this.stopBatch(batchId)
  }

  /** Stops these runs of a batch; ids that are none of its runs are left out. */
  async cancelRuns(batchId: string, runIds: string[], personId: string): Promise<void> {
    await this.assertOwned(batchId, personId)
    // A run's id begins with its batch's, which holds no dot: nobody reaches another batch by it.
    const own = runIds.filter((runId) => runId.startsWith(`${batchId}.`))
    await Promise.all(own.map((runId) => this.deps.signals.publish({ type: "cancel-run", runId })))
  }

  async cancelRun(runId: string, personId: string): Promise<void> {
    const run = await this.deps.store.runs.get(runId)
    if (run?.personId !== personId) throw new BracketError("not_found", "There is no such run.")
    await this.deps.signals.publish({ type: "cancel-run", runId })
  }

  /** What this node carries just now. */
  batches = () => this.carried.batches()

  /** The events of a person's batch; see read-batch.ts. Throws `BracketError("not_found")`. */
  async events(batchId: string, personId: string, options: ReadOptions) {
    await this.assertOwned(batchId, personId)
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
    await this.stopUpkeep()
    this.unsubscribe()
    const { unrecorded, store, log } = this.deps
    await unrecorded.write(store).catch((err: unknown) => log.error({ err }, "endings of runs are lost"))
  }

  /** How many runs this node carries now: what waits in the queues, and what is under way. */
  load(): { queued: number; running: number } {
    const load = { queued: 0, running: 0 }
    for (const { runs } of this.carried.batches())
      for (const { state } of runs.values()) {
        if (state.status === "queued") load.queued += 1
        else if (state.status === "running") load.running += 1
      }
    return load
  }

  private async stopBatch(batchId: string): Promise<void> {
    await this.deps.signals.publish({ type: "cancel-batch", batchId })
    // Carriers end their own; this is for what is between two hands just now.
    await this.deps.store.runs.cancelQueued(batchId, this.deps.now())
  }

  private refuseNew(): void {
    if (this.deps.isFull?.()) throw storageFull()
    if (this.closing)
      throw new BracketError("shutting_down", "This server is about to stop.", {
        hint: "Try again in a moment.",
      })
  }

  private async carriedBatch(batchId: string, personId: string) {
    const stored = await this.deps.store.batches.get(batchId, personId)
    if (!stored) throw noSuchBatch()
    return stored
  }

  private async assertOwned(batchId: string, personId: string): Promise<void> {
    if (!(await this.deps.store.batches.isOwned(batchId, personId))) throw noSuchBatch()
  }

  private lease() {
    return { node: this.deps.node, until: this.deps.now() + leaseMs }
  }
}

const noSuchBatch = () => new BracketError("not_found", "There is no such batch.")

/** Checks look at text, and an image has none: they would all fail. */
function refuseChecksOfImages(kind: StartBatch["kind"], checks: readonly unknown[]): void {
  if (kind === "image" && checks.length > 0)
    throw new BracketError("invalid_input", "Checks look at text; a batch of images has none.", {
      field: "checks",
      hint: "Leave the checks out.",
    })
}
