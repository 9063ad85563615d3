import type { RunEvent } from "#lib/domain/events"
import type { LiveBatch, LiveRun } from "#lib/server/engine/live-batch"

/** Positions in the queue are told to at most this many runs at its head; further back they mean little. */
const announcedPositions = 32

/** A run that waits, with the position that its readers were told. */
interface Waiting {
  run: LiveRun
  told?: number
}

/** Starts the runs of one batch in their order, at most `concurrency` at a time, and says who waits where. */
export class RunQueue {
  private readonly batch: LiveBatch
  private readonly carry: (run: LiveRun) => Promise<void>
  private readonly onIdle: () => void
  private readonly waiting: Waiting[] = []
  private active = 0

  constructor(batch: LiveBatch, carry: (run: LiveRun) => Promise<void>, onIdle: () => void) {
    this.batch = batch
    this.carry = carry
    this.onIdle = onIdle
  }

  add(runs: LiveRun[]): void {
    for (const run of runs) this.waiting.push({ run })
    this.pump()
  }

  /** What has not been started yet. */
  queued(): LiveRun[] {
    return this.waiting.map(({ run }) => run)
  }

  /** Takes a run out of the queue; false when it has been started already. `pump` tells the others afterwards. */
  remove(run: LiveRun): boolean {
    const index = this.waiting.findIndex((each) => each.run === run)
    if (index < 0) return false
    this.waiting.splice(index, 1)
    return true
  }

  /** Starts what may start; called again when a run was taken out. */
  pump(): void {
    while (this.active < this.batch.concurrency) {
      const next = this.waiting.shift()
      if (!next) break
      this.active += 1
      void this.carry(next.run).finally(() => {
        this.active -= 1
        this.pump()
      })
    }
    if (this.waiting.length > 0) this.tellPositions()
    else if (this.active === 0) this.onIdle()
  }

  /** Tells those near the head where they stand now, as far as it is news. */
  private tellPositions(): void {
    const news: RunEvent[] = []
    for (const [index, entry] of this.waiting.slice(0, announcedPositions).entries()) {
      const position = index + 1
      if (entry.told === position) continue
      entry.told = position
      news.push({ type: "run.waiting", runId: entry.run.id, reason: "queue", position })
    }
    if (news.length > 0) void this.batch.publish(...news)
  }
}
