import { expect, test } from "vitest"
import { aRunSummary } from "#lib/client/api/run-summary.fixture"
import type { BatchSummary, RunSummary } from "#lib/domain/history"
import {
  entryKey,
  entryLineOf,
  entryLines,
  isPartOf,
  type RestOfRuns,
  runLines,
  showsRun,
} from "./history-lines"

const day = 24 * 60 * 60 * 1000
const noon = new Date(2026, 10, 24, 12).getTime()

const aRun = (id: string, more: Partial<RunSummary> = {}): RunSummary =>
  aRunSummary({ id, createdAt: noon, ...more })

function anEntry(runs: RunSummary[], more: Partial<BatchSummary> = {}): BatchSummary {
  return {
    id: "b",
    kind: "text",
    createdAt: noon,
    finishedAt: noon,
    counts: { succeeded: runs.length },
    columns: [],
    runs,
    ...more,
  }
}

const closed = new Map<string, RestOfRuns>()
const opened = (rest: RestOfRuns) => new Map([["b", rest]])
const text = (lines: ReturnType<typeof entryLines>) =>
  lines.map((line) => (line.kind === "run" ? `${line.key} ${line.place?.column ?? "-"}` : line.kind))

test("a batch of one run is that run, so that History stays what it was for single runs", () => {
  expect(text(entryLines([anEntry([aRun("r1")])], closed))).toEqual(["day", "r1 -"])
})

test("a comparison is one line, and its runs come under it when it is open", () => {
  const entry = anEntry([aRun("r1", { columnId: "x" }), aRun("r2", { columnId: "y" })], {
    columns: [{ id: "x", name: "Warm" }, { id: "y" }],
  })
  expect(text(entryLines([entry], closed))).toEqual(["day", "entry"])
  expect(text(entryLines([entry], opened({ state: "loading" })))).toEqual(["day", "entry", "r1 Warm", "r2 B"])
})

test("of a large comparison the first runs are there at once, then all; a fault leaves them and says so", () => {
  const first = [aRun("r0"), aRun("r1", { variantIndex: 1 })]
  const entry = anEntry(first, { counts: { succeeded: 2, failed: 1 } })
  const last = aRun("r2", { variantIndex: 2 })
  expect(text(entryLines([entry], opened({ state: "loading" })))).toEqual([
    "day",
    "entry",
    "r0 A",
    "r1 B",
    "rest",
  ])
  const whole = entryLines([entry], opened({ state: "there", runs: [...first, last] }))
  expect(text(whole)).toEqual(["day", "entry", "r0 A", "r1 B", "r2 C"])
  expect(entryLines([entry], opened({ state: "failed" })).at(-1)).toMatchObject({
    kind: "rest",
    hasFailed: true,
  })
})

test("rows and samples are named from 1, and only where there are several", () => {
  const entry = anEntry([
    aRun("r1", { columnId: "x" }),
    aRun("r2", { columnId: "x", row: 1 }),
    aRun("r3", { columnId: "gone", row: 1 }),
  ])
  entry.columns = [{ id: "x" }]
  const places = entryLines([entry], opened({ state: "loading" })).flatMap((line) =>
    line.kind === "run" ? [line.place] : [],
  )
  expect(places).toEqual([
    { column: "A", row: 1, sample: undefined },
    { column: "A", row: 2, sample: undefined },
    // Never the letter of a column that is still there.
    { column: undefined, row: 2, sample: undefined },
  ])
})

test("each day has one heading, over runs and comparisons alike", () => {
  const two = [aRun("r1", { createdAt: noon - day }), aRun("r2", { createdAt: noon - day })]
  const entries = [
    anEntry([aRun("r0")], { id: "a" }),
    anEntry(two, { createdAt: noon - day }),
    anEntry([aRun("r3", { createdAt: noon - day })], { id: "c", createdAt: noon - day }),
  ]
  expect(text(entryLines(entries, closed))).toEqual(["day", "r0 -", "day", "entry", "r3 -"])
  expect(text(runLines([aRun("r0"), ...two]))).toEqual(["day", "r0 -", "day", "r1 -", "r2 -"])
})

test("a run in an open comparison leads back to its line; one that stands alone to none", () => {
  const entry = anEntry([aRun("r1"), aRun("r2", { variantIndex: 1 })])
  const lines = entryLines([entry], opened({ state: "loading" }))
  const whole = entryLineOf(lines, lines.at(-1))
  const [run] = lines.filter((line) => line.kind === "run")
  expect(whole?.key).toBe(entryKey("b"))
  expect(whole && run && [isPartOf(run, whole), isPartOf(whole, run), showsRun(whole, "r2")]).toEqual([
    true,
    false,
    true,
  ])
  const alone = runLines([aRun("r1")])
  expect(entryLineOf(alone, alone.at(-1))).toBeUndefined()
})
