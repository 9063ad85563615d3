import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { deltas, eventLogContract, readAll } from "./event-log-contract.ts"
import { createMemoryEventLog } from "./event-log-memory.ts"

describe("event log in memory", () => {
  eventLogContract(async (options) => createMemoryEventLog(options))

  it("keeps a batch for five minutes after its end, then forgets it", async () => {
    let time = 1_000
    const log = createMemoryEventLog({ now: () => time })
    const [event] = log.append("b1", deltas("a"))
    await log.end("b1")
    time += 299_999
    expect(await readAll(log, "b1", event?.id)).toEqual([])
    time += 1
    expect(await log.lastId("b1")).toBeUndefined()
    expect(await readAll(log, "b1", event?.id)).toBe("gap")
  })

  it("does not forget a batch that runs joined after its end", async () => {
    let time = 1_000
    const log = createMemoryEventLog({ now: () => time })
    log.append("b1", deltas("a"))
    await log.end("b1")
    const [joined] = log.append("b1", deltas("b"))
    time += 600_000
    expect(await log.lastId("b1")).toBe(joined?.id)
  })

  it("gives a batch higher ids after it was forgotten, even if the clock was set back", async () => {
    let time = 1_000
    const log = createMemoryEventLog({ now: () => time, keepMs: 10 })
    const [before] = log.append("b1", deltas("a"))
    await log.end("b1")
    time = 2_000
    await log.lastId("b1")
    time = 500
    const [after] = log.append("b1", deltas("a"))
    expect([before?.id, after?.id]).toEqual(["1000-0", "1001-0"])
  })

  it("bounds what one batch takes in memory, but always keeps the newest event", async () => {
    const log = createMemoryEventLog({ maxBytes: 10_000 })
    log.append("b1", deltas("x".repeat(6_000), "y".repeat(6_000)))
    const [large] = log.append("b1", deltas("z".repeat(50_000)))
    await log.end("b1")
    expect(await readAll(log, "b1")).toEqual([large])
  })

  it("resumes exactly, or says that it cannot, after any event of any history", async () => {
    const appends = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(
        appends,
        fc.integer({ min: 1, max: 1_500 }),
        fc.nat(),
        async (sizes, maxEvents, pick) => {
          const log = createMemoryEventLog({ maxEvents })
          const all = sizes.flatMap((size) =>
            log.append("b1", deltas(...Array.from({ length: size }, String))),
          )
          await log.end("b1")
          expect(await readAll(log, "b1")).toEqual(all.slice(-maxEvents))
          const index = pick % all.length
          const complete = all.length - index - 1 <= maxEvents
          expect(await readAll(log, "b1", all[index]?.id)).toEqual(complete ? all.slice(index + 1) : "gap")
        },
      ),
      { numRuns: 50 },
    )
  })
})
