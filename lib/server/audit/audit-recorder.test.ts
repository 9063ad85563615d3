import { expect, test } from "vitest"
import { createLog } from "#lib/server/log"
import type { AuditEntry } from "#lib/server/store/audit-ports"
import { type AuditNote, createAuditRecorder } from "./audit-recorder.ts"

const note = (target: string): AuditNote => ({
  action: "batch.start",
  personId: "ann",
  target,
  outcome: "ok",
  address: "direct",
  requestId: "r",
  details: {},
})

/** A database that can be away, and time that passes when it is told to. */
function setUp() {
  const writes: AuditEntry[][] = []
  const timers: { ms: number; run: () => void }[] = []
  const database = { away: false }
  const clock = { at: 7 }
  const recorder = createAuditRecorder({
    store: {
      async append(entries) {
        if (database.away) throw new Error("away")
        writes.push(entries)
        return { seq: writes.flat().length, hash: "h" }
      },
    },
    now: () => clock.at,
    log: createLog("silent"),
    later(ms, run) {
      const timer = { ms, run }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer), 1)
    },
  })
  const targets = () => writes.map((entries) => entries.map(({ target }) => target))
  return { recorder, writes, timers, database, clock, targets }
}

test("an entry is written at once, and what comes meanwhile goes together, in order", async () => {
  const { recorder, targets } = setUp()
  for (const target of ["a", "b", "c"]) recorder.record(note(target))
  await recorder.settled()
  recorder.record(note("d"))
  await recorder.settled()
  expect(targets()).toEqual([["a"], ["b", "c"], ["d"]])
})

test("while the database is away entries wait, in order, and are written once it is back", async () => {
  const { recorder, timers, database, targets } = setUp()
  database.away = true
  recorder.record(note("a"))
  await recorder.settled()
  recorder.record(note("b"))
  await recorder.settled()
  expect(targets()).toEqual([])
  recorder.record(note("c"))
  await recorder.settled()
  database.away = false
  recorder.record(note("d"))
  await recorder.settled()
  expect(targets().flat()).toEqual(["a", "b", "c", "d"])
  expect(timers).toEqual([])
})

test("pauses between tries grow, and a try that succeeds ends them", async () => {
  const { recorder, timers, database, targets } = setUp()
  database.away = true
  recorder.record(note("a"))
  const pauses: number[] = []
  for (let tries = 0; tries < 9; tries++) {
    await new Promise((resolve) => setImmediate(resolve))
    const timer = timers.at(-1)
    pauses.push(timer?.ms ?? 0)
    database.away = tries < 8
    timer?.run()
  }
  await recorder.settled()
  expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
  expect(targets()).toEqual([["a"]])
})

test("memory is bounded, and how much was lost is an entry of its own", async () => {
  const { recorder, database, writes } = setUp()
  database.away = true
  for (let index = 0; index < 10_003; index++) recorder.record(note(`${index}`))
  await recorder.settled()
  database.away = false
  await recorder.settled()
  const entries = writes.flat()
  expect(entries).toHaveLength(10_001)
  expect(entries.filter(({ action }) => action === "audit.lost")).toMatchObject([
    { outcome: "failed", details: { entries: 3 } },
  ])
})

test("a stranger who is refused without end fills no disk, and how often is written down", async () => {
  const { recorder, writes, clock } = setUp()
  const refused: AuditNote = { ...note("x"), personId: null, outcome: "refused", details: { code: "no" } }
  for (let index = 0; index < 100; index++) recorder.record(refused)
  recorder.record(note("a person"))
  await recorder.settled()
  expect(writes.flat()).toHaveLength(31)
  clock.at += 60_000
  recorder.record(refused)
  await recorder.settled()
  expect(writes.flat().at(-1)?.details).toEqual({ code: "no", unwritten: 70 })
})
