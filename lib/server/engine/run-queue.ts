import type { LiveBatch, LiveRun } from "#lib/server/engine/live-batch"

/** Positions in the queue are told to at most this many runs at its head; further back they mean little. */
const announcedPositions = 32

/** Starts the runs of one batch in their order, at most `concurrency` at a time, and says who waits where. */
export class RunQueue {
  private readonly batch: LiveBatch
  private readonly carry: (run: LiveRun) => Promise<void>
  private readonly onIdle: () => void
  private readonly waiting: LiveRun[] = []
  private active = 0

  constructor(batch: LiveBatch, carry: (run: LiveRun) => Promise<void>, onIdle: () => void) {
    this.batch = batch
    this.carry = carry
    this.onIdle = onIdle
  }

  add(runs: LiveRun[]): void {
    this.waiting.push(...runs)
    this.pump()
  }

  /** What has not been started yet. */
  queued(): LiveRun[] {
    return [...this.waiting]
  }

  /** Takes a run out of the queue; false when it has been started already. */
  remove(run: LiveRun): boolean {
    const index = this.waiting.indexOf(run)
    if (index < 0) return false
    this.waiting.splice(index, 1)
    return true
  }

  /** Starts what may start; called again when a run was taken out. */
  pump(): void {
    while (this.active < this.batch.concurrency) {
      const run = this.waiting.shift()
      if (!run) break
      this.active += 1
      void this.carry(run).finally(() => {
        this.active -= 1
        this.pump()
      })
    }
    if (this.waiting.length > 0)
      void this.batch.publish(
        ...this.waiting.slice(0, announcedPositions).map((run, index) => ({
          type: "run.waiting" as const,
          runId: run.id,
          reason: "queue" as const,
          position: index + 1,
        })),
      )
    else if (this.active === 0) this.onIdle()
  }
}
