import { describe, expect, test, vi } from "vitest"
import type { LoggedEvent, RunEvent } from "#lib/domain/events"
import { queuedRun } from "#lib/domain/run"
import { createOutputStore, type ScheduleFrame } from "./output-store.ts"

/** Frames that come when the test says so. */
function frames(): { schedule: ScheduleFrame; next: () => void; waiting: () => number } {
  const callbacks = new Set<() => void>()
  return {
    schedule: (callback) => {
      callbacks.add(callback)
      return () => callbacks.delete(callback)
    },
    next: () => {
      const due = [...callbacks]
      callbacks.clear()
      for (const callback of due) callback()
    },
    waiting: () => callbacks.size,
  }
}

let count = 0
const logged = (...events: RunEvent[]): LoggedEvent[] =>
  events.map((event) => {
    count += 1
    return { id: `1-${count}`, event }
  })

const started = (...runIds: string[]): RunEvent => ({
  type: "batch.started",
  batchId: "batch-01",
  runs: runIds.map((runId, variantIndex) => ({ runId, variantIndex, row: 0, sample: 0 })),
})
const running = (runId: string): RunEvent => ({ type: "run.started", runId, attempt: 1, at: 1 })
const delta = (runId: string, text: string): RunEvent => ({ type: "run.delta", runId, channel: "text", text })

describe("output store", () => {
  test("folds what came between two frames at once", () => {
    const clock = frames()
    const store = createOutputStore(clock.schedule)
    const listener = vi.fn()
    store.subscribe("a", listener)
    store.push("batch-01", logged(started("a"), running("a"), delta("a", "Hel")))
    store.push("batch-01", logged(delta("a", "lo")))
    expect(store.run("a")).toBeUndefined()
    expect(clock.waiting()).toBe(1)
    clock.next()
    expect(store.run("a")).toMatchObject({ status: "running", text: "Hello" })
    expect(listener).toHaveBeenCalledTimes(1)
  })

  test("a token of one run is heard by its own subscribers only", () => {
    const clock = frames()
    const store = createOutputStore(clock.schedule)
    store.push("batch-01", logged(started("a", "b"), running("a"), running("b")))
    clock.next()
    const a = vi.fn()
    const b = vi.fn()
    store.subscribe("a", a)
    const leave = store.subscribe("b", b)
    const before = store.run("b")
    store.push("batch-01", logged(delta("a", "x")))
    clock.next()
    expect(a).toHaveBeenCalledTimes(1)
    expect(b).not.toHaveBeenCalled()
    expect(store.run("b")).toBe(before)
    leave()
    store.push("batch-01", logged(delta("b", "y")))
    clock.next()
    expect(b).not.toHaveBeenCalled()
  })

  test("a snapshot replaces what was known, and brings runs that were not", () => {
    const clock = frames()
    const store = createOutputStore(clock.schedule)
    store.push("batch-01", logged(started("a"), running("a"), delta("a", "old")))
    const run = { ...queuedRun({ runId: "a", variantIndex: 0, row: 0, sample: 0 }), text: "new" }
    const other = { ...queuedRun({ runId: "c", variantIndex: 4, row: 0, sample: 0 }), text: "there" }
    const changes = vi.fn()
    store.subscribeToBatches(changes)
    store.push(
      "batch-01",
      logged({ type: "run.snapshot", runId: "a", run }, { type: "run.snapshot", runId: "c", run: other }),
    )
    clock.next()
    expect(store.run("a")?.text).toBe("new")
    expect(store.run("c")?.text).toBe("there")
    expect(changes).toHaveBeenCalledWith({ kind: "planned", runIds: ["c"] })
  })

  test("says when runs are planned, begin and end, and when a batch has finished", () => {
    const clock = frames()
    const store = createOutputStore(clock.schedule)
    const changes: string[] = []
    store.subscribeToBatches(({ kind }) => changes.push(kind))
    store.push("batch-01", logged(started("a", "b"), running("a")))
    store.push(
      "batch-01",
      logged(
        {
          type: "run.finished",
          runId: "a",
          status: "succeeded",
          timing: { queueMs: 0, ttftMs: 1, totalMs: 2, tokensPerSecond: 3 },
          at: 9,
        },
        { type: "batch.finished", batchId: "batch-01", counts: { succeeded: 1 } },
      ),
    )
    store.flush()
    expect(changes).toEqual(["planned", "begun", "ended", "finished"])
    expect(clock.waiting()).toBe(0)
  })

  test("a snapshot of a run that has ended says so, once", () => {
    const store = createOutputStore(frames().schedule)
    const ends: string[] = []
    store.subscribeToBatches((change) => change.kind === "ended" && ends.push(change.run.runId))
    const run = {
      ...queuedRun({ runId: "a", variantIndex: 0, row: 0, sample: 0 }),
      status: "failed" as const,
    }
    store.push("batch-01", logged(started("a"), { type: "run.snapshot", runId: "a", run }))
    store.push("batch-01", logged({ type: "run.snapshot", runId: "a", run }))
    store.flush()
    expect(ends).toEqual(["a"])
  })
})

test("whoever hears of an end can see what the run had just before: previews that no picture will follow", () => {
  const outputs = createOutputStore(() => () => {})
  const heard: (number | undefined)[][] = []
  outputs.subscribeToBatches((change) => {
    if (change.kind === "ended") heard.push([change.before?.images?.length, change.run.images?.length])
  })
  outputs.push(
    "batch-01",
    logged(
      started("r1"),
      running("r1"),
      { type: "run.image", runId: "r1", index: 0, partial: true, sha256: "aa", width: 8, height: 8 },
      {
        type: "run.finished",
        runId: "r1",
        status: "failed",
        at: 2,
        timing: { queueMs: 0, ttftMs: null, totalMs: 1, tokensPerSecond: null },
      },
    ),
  )
  outputs.flush()
  expect(heard).toEqual([[1, 0]])
})
