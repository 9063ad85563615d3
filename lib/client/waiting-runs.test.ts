import { expect, it } from "vitest"
import { queuedRun, type RunState } from "#lib/domain/run"
import { waitingRuns } from "./waiting-runs.ts"

const runs = new Map<string, RunState>()
const run = (runId: string, more: Partial<RunState> = {}) => {
  runs.set(runId, { ...queuedRun({ runId, variantIndex: 0, row: 0, sample: 0 }), ...more })
  return { runId, batchId: "batch" }
}
const column = (connectionId: string, ...results: { runId: string; batchId: string }[]) => ({
  connectionId,
  results: Object.fromEntries(results.map((result, index) => [String(index), result])),
})
const look = (...columns: ReturnType<typeof column>[]) =>
  waitingRuns(columns, new Set(runs.keys()), (id) => runs.get(id))

it("counts what waits for the busiest connection, and what the first of them waits for", () => {
  const one = column(
    "one",
    run("a", { status: "running" }),
    run("b", { status: "running", waiting: { reason: "quota", untilMs: 900 } }),
    run("c", { waiting: { reason: "queue", position: 1 } }),
    run("d"),
  )
  const two = column("two", run("e"))
  expect(look(one, two)).toEqual({ connectionId: "one", count: 3, reason: "quota", untilMs: 900 })
})

it("is silent when nothing waits: what runs, what tries again, what an equal request will answer, what has ended", () => {
  runs.clear()
  const retry = { status: "running", waiting: { reason: "retry" } } as const
  expect(
    look(
      column("one", run("a", { status: "running" }), run("b", retry), run("c", { status: "failed" })),
      column("one", run("d", { status: "running", waiting: { reason: "equal" } })),
    ),
  ).toBeUndefined()
})
