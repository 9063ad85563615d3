import { expect, it, vi } from "vitest"
import { createLog } from "#lib/server/log"
import { startRollUps } from "./roll-up-job.ts"

const log = createLog("silent")

it("goes on while there is a backlog, and after a failure, and stops when it is told to", async () => {
  vi.useFakeTimers()
  try {
    const portions = [500, 500, new Error("away"), 3]
    const folded: unknown[] = []
    const dropOld = vi.fn(async () => undefined)
    const stop = startRollUps({
      store: {
        async fold() {
          const next = portions.shift() ?? 0
          folded.push(next)
          if (next instanceof Error) throw next
          return next
        },
        dropOld,
      },
      now: () => 10_000_000,
      log,
    })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(folded.slice(0, 5)).toEqual([500, 500, expect.any(Error), 3, 0])
    expect(dropOld).toHaveBeenCalledTimes(1)
    await stop()
    const count = folded.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(folded).toHaveLength(count)
  } finally {
    vi.useRealTimers()
  }
})
