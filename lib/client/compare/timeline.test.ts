import { expect, test } from "vitest"
import { type TimelineRun, ticksOf, timelineOf } from "./timeline.ts"

const timing = (ttftMs: number | null, queueMs = 0) => ({
  queueMs,
  ttftMs,
  totalMs: 0,
  tokensPerSecond: null,
})
const run = (change: Partial<TimelineRun["run"]>, name = "A"): TimelineRun => ({
  name,
  run: { attempts: [], text: "", reasoning: "", ...change },
})
const spans = (planned: TimelineRun[], now = 0) =>
  timelineOf(planned, now).rows.map(({ bars }) => bars.map(({ kind, from, to }) => `${kind} ${from}-${to}`))

test("queue, wait and writing lie on the clock that starts with the earliest run", () => {
  const attempts = [{ number: 1, startedAt: 1100, endedAt: 3000 }]
  const first = run({ attempts, startedAt: 1100, finishedAt: 3000, timing: timing(400, 100), text: "x" })
  const second = run({
    attempts: [{ number: 1, startedAt: 2000, endedAt: 2600 }],
    startedAt: 2000,
    finishedAt: 2600,
    timing: timing(100, 1000),
    text: "x",
  })
  expect(spans([first, second])).toEqual([
    ["queue 0-100", "wait 100-500", "writing 500-2000"],
    ["queue 0-1000", "wait 1000-1100", "writing 1100-1600"],
  ])
  expect(timelineOf([first, second], 0).totalMs).toBe(2000)
})

test("thinking is told from writing", () => {
  const thought = run({
    attempts: [{ number: 1, startedAt: 0, endedAt: 900 }],
    startedAt: 0,
    finishedAt: 900,
    timing: { ...timing(100), thinkingMs: 500 },
    text: "x",
    reasoning: "y",
  })
  expect(spans([thought])).toEqual([["wait 0-100", "thinking 100-600", "writing 600-900"]])
  const cut = { ...thought.run, text: "", timing: timing(100) }
  expect(spans([run(cut)])).toEqual([["wait 0-100", "thinking 100-900"]])
})

test("every try and every wait between tries is seen", () => {
  const attempts = [
    { number: 1, startedAt: 0, endedAt: 50, waitMs: 1000 },
    { number: 2, startedAt: 1060, endedAt: 2000 },
  ]
  const retried = run({ attempts, startedAt: 0, finishedAt: 2000, timing: timing(40), text: "x" })
  expect(spans([retried])).toEqual([["wait 0-50", "retry 50-1060", "wait 1060-1100", "writing 1100-2000"]])
})

test("a run that still waits, for its turn, a retry or the first token, reaches until now", () => {
  const queued = { ...run({}), createdAt: 100 }
  const retrying = run({
    attempts: [{ number: 1, startedAt: 100, endedAt: 200, waitMs: 5000 }],
    startedAt: 100,
  })
  const asking = run({ attempts: [{ number: 1, startedAt: 150 }], startedAt: 150 })
  expect(spans([queued, retrying, asking], 600)).toEqual([
    ["queue 0-500"],
    ["wait 0-100", "retry 100-500"],
    ["wait 50-500"],
  ])
  const writing = run({ attempts: [{ number: 1, startedAt: 100 }], startedAt: 100, text: "x" })
  expect(spans([{ ...writing, firstTokenAt: 250 }], 600)).toEqual([["wait 0-150", "writing 150-500"]])
  expect(timelineOf([queued], 600).rows[0]?.endMs).toBeUndefined()
})

test("one that failed before a token waited all the time; one from a cache has its place", () => {
  const attempts = [{ number: 1, startedAt: 0, endedAt: 300 }]
  expect(spans([run({ attempts, startedAt: 0, finishedAt: 300, timing: timing(null) })])).toEqual([
    ["wait 0-300"],
  ])
  expect(spans([run({ startedAt: 0, finishedAt: 4, timing: timing(4), text: "x" })])).toEqual([["wait 0-4"]])
})

test("nothing to show is an empty clock", () => {
  expect(timelineOf([run({})], 5)).toEqual({ rows: [{ name: "A", bars: [], endMs: undefined }], totalMs: 0 })
  expect(timelineOf([], 5)).toEqual({ rows: [], totalMs: 0 })
})

test("the scale has few, round times", () => {
  expect(ticksOf(2300)).toEqual([0, 500, 1000, 1500, 2000])
  expect(ticksOf(60_000)).toEqual([0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000])
  expect(ticksOf(0)).toEqual([0])
  expect(ticksOf(3).length).toBeLessThanOrEqual(7)
})
