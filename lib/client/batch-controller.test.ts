import { describe, expect, test, vi } from "vitest"
import { ApiError } from "#lib/client/api/request"
import type { RunEvent } from "#lib/domain/events"
import { queuedRun, type RunState } from "#lib/domain/run"
import { type BatchCalls, createBatchController } from "./batch-controller.ts"
import { removeColumn } from "./column-edits.ts"
import type { EventStreamOptions } from "./event-stream.ts"
import { createOutputStore } from "./output-store.ts"
import { sandbox } from "./sandbox.fixture.ts"
import { type Column, emptyWorkspace, newColumn } from "./workspace.ts"
import { createWorkspaceStore } from "./workspace-store.ts"

type Results = Column["results"]

function setUp({
  columns = 1,
  results = [] as Results[],
  stored = {} as Record<string, RunState[]>,
  rows = [""],
  samples = 1,
  isReachable = true,
} = {}) {
  const workspace = createWorkspaceStore({
    ...emptyWorkspace(),
    turns: [{ id: "t", role: "user", text: rows.length > 1 ? "Hello {{name}}" : "Hello" }],
    variables: {
      names: ["name"],
      rows: rows.map((name, index) => ({ id: `w${index}`, values: { name } })),
    },
    columns: Array.from({ length: columns }, (_, index) => ({
      ...newColumn(`c${index}`),
      samples,
      results: results[index] ?? {},
    })),
  })
  const outputs = createOutputStore((callback) => {
    callback()
    return () => {}
  })
  const streams: (EventStreamOptions & { close: ReturnType<typeof vi.fn> })[] = []
  const calls = {
    follow: (options: EventStreamOptions) => {
      const close = vi.fn()
      streams.push({ ...options, close })
      return close
    },
    join: vi.fn<BatchCalls["join"]>(async () => ({ runIds: [] })),
    cancel: vi.fn<BatchCalls["cancel"]>(async () => {}),
    pause: vi.fn<BatchCalls["pause"]>(async () => {}),
    loadBatch: vi.fn<BatchCalls["loadBatch"]>(async (batchId) => {
      if (!isReachable) throw new ApiError("offline", "No network.")
      return stored[batchId]
    }),
  }
  let ids = 0
  const controller = createBatchController({
    workspace,
    outputs,
    calls,
    connections: () => [sandbox],
    newId: () => {
      ids += 1
      return `id-${ids}`
    },
  })
  const detach = controller.attach()
  let eventIds = 0
  const send = (stream: EventStreamOptions | undefined, ...events: RunEvent[]) =>
    stream?.onEvents(
      events.map((event) => {
        eventIds += 1
        return { id: `1-${eventIds}`, event }
      }),
    )
  const runIds = () =>
    workspace.getState().columns.map((column) => Object.values(column.results).map(({ runId }) => runId))
  const active = () => [...controller.state.getState().active]
  return { workspace, outputs, streams, calls, controller, detach, send, runIds, active }
}

const started = (batchId: string, ...runIds: string[]): RunEvent => ({
  type: "batch.started",
  batchId,
  runs: runIds.map((runId, variantIndex) => ({ runId, variantIndex, row: 0, sample: 0 })),
})
const ended = (runId: string, status: "succeeded" | "failed" = "succeeded"): RunEvent => ({
  type: "run.finished",
  runId,
  status,
  timing: { queueMs: 0, ttftMs: 1, totalMs: 1, tokensPerSecond: 1 },
  at: 1,
})
const storedRun = (runId: string, status: RunState["status"]): RunState => ({
  ...queuedRun({ runId, variantIndex: 0, row: 0, sample: 0 }),
  status,
})

describe("batch controller", () => {
  test("starts one batch for all columns and knows their runs before the server has answered", () => {
    const { controller, streams, send, runIds, active } = setUp({ columns: 2 })
    controller.run()
    expect(streams).toHaveLength(1)
    expect(streams[0]?.start).toMatchObject({
      batchId: "id-1",
      concurrency: 5,
      runs: [{ variantIndex: 0 }, { variantIndex: 1 }],
      setup: { columns: [{ id: "c0" }, { id: "c1" }] },
    })
    expect(runIds()).toEqual([["id-1.0"], ["id-1.1"]])
    send(streams[0], started("id-1", "id-1.0", "id-1.1"), ended("id-1.0"))
    expect(active()).toEqual(["id-1.1"])
  })

  test("runs every repetition of every row, rows first, and fills the variables in", () => {
    const { controller, streams } = setUp({ columns: 2, rows: ["Ada", "Bo"], samples: 2 })
    controller.run()
    const { start } = streams[0] ?? {}
    expect(start?.variants.map(({ columnId, prompt }) => [columnId, JSON.stringify(prompt)])).toEqual([
      ["c0", expect.stringContaining("Hello Ada")],
      ["c1", expect.stringContaining("Hello Ada")],
      ["c0", expect.stringContaining("Hello Bo")],
      ["c1", expect.stringContaining("Hello Bo")],
    ])
    expect(start?.runs.map(({ variantIndex, row, sample }) => [variantIndex, row, sample])).toEqual([
      [0, 0, 0],
      [1, 0, 0],
      [0, 0, 1],
      [1, 0, 1],
      [2, 1, 0],
      [3, 1, 0],
      [2, 1, 1],
      [3, 1, 1],
    ])
  })

  test("does not run a column twice at once, nor one that cannot run", () => {
    const { controller, streams, workspace } = setUp()
    controller.run()
    controller.run()
    expect(streams).toHaveLength(1)
    workspace.setState({ turns: [{ id: "t", role: "user", text: "" }] })
    streams[0]?.onEnd({ kind: "finished" })
    controller.run()
    expect(streams).toHaveLength(1)
  })

  test("a run of one more column joins the batch while it streams, and starts a new one after", async () => {
    const { controller, streams, calls, send, runIds } = setUp({ columns: 2 })
    controller.run()
    streams[0]?.onState("live")
    send(streams[0], started("id-1", "id-1.0", "id-1.1"), ended("id-1.0"))
    controller.run(["c0"])
    expect(runIds()[0]).toEqual(["id-1.id-2.0"])
    await vi.waitFor(() =>
      expect(calls.join).toHaveBeenCalledWith("id-1", expect.objectContaining({ joinId: "id-2" })),
    )
    send(streams[0], ended("id-1.1"), started("id-1", "id-1.id-2.0"), ended("id-1.id-2.0"))
    streams[0]?.onEnd({ kind: "finished" })
    controller.run(["c1"])
    expect(streams).toHaveLength(2)
  })

  test("a fresh run is sent past the cache, in a batch of its own or joined, whatever the workspace says", async () => {
    const { controller, streams, calls, send, workspace } = setUp({ columns: 2 })
    workspace.setState({ cache: "prefer" })
    controller.run(["c0"])
    expect(streams[0]?.start).toMatchObject({ cache: "prefer" })
    streams[0]?.onState("live")
    send(streams[0], started("id-1", "id-1.0"))
    controller.run(["c1"], "fresh")
    await vi.waitFor(() => expect(calls.join).toHaveBeenCalled())
    expect(calls.join.mock.calls[0]?.[1]).toMatchObject({ cache: "fresh", setup: { cache: "prefer" } })

    const other = setUp()
    other.controller.run(undefined, "fresh")
    expect(other.streams[0]?.start).toMatchObject({ cache: "fresh" })
  })

  test("a batch that ends while a run joins it does not take the run with it", async () => {
    const { controller, streams, calls, send, runIds } = setUp({ columns: 2 })
    controller.run()
    streams[0]?.onState("live")
    send(streams[0], started("id-1", "id-1.0", "id-1.1"), ended("id-1.0"))
    let refuse = (_: Error) => {}
    calls.join.mockReturnValueOnce(
      new Promise((_, reject) => {
        refuse = reject
      }),
    )
    controller.run(["c0"])
    send(streams[0], ended("id-1.1"))
    streams[0]?.onEnd({ kind: "finished" })
    expect(runIds()[0]).toEqual(["id-1.id-2.0"])
    refuse(new ApiError("conflict", "It has ended.", { status: 409 }))
    await vi.waitFor(() => expect(runIds()[0]).toEqual(["id-3.0"]))
    expect(streams[1]?.start?.batchId).toBe("id-3")
  })

  test("retries the failed ones only", () => {
    const { controller, streams, send } = setUp({ columns: 3 })
    controller.run()
    streams[0]?.onState("live")
    send(
      streams[0],
      started("id-1", "id-1.0", "id-1.1", "id-1.2"),
      ended("id-1.0"),
      ended("id-1.1", "failed"),
      ended("id-1.2"),
    )
    streams[0]?.onEnd({ kind: "finished" })
    controller.run(undefined, "failed")
    expect(streams[1]?.start?.variants.map(({ columnId }) => columnId)).toEqual(["c1"])
  })

  test("stops the whole batch by one call, one column of several by its run", async () => {
    const { controller, streams, calls, send } = setUp({ columns: 2 })
    controller.run()
    streams[0]?.onState("live")
    send(streams[0], started("id-1", "id-1.0", "id-1.1"))
    await controller.stop(["c1"])
    expect(calls.cancel).toHaveBeenCalledWith("id-1", ["id-1.1"])
    await controller.stop()
    expect(calls.cancel).toHaveBeenLastCalledWith("id-1")
  })

  test("a stop before the server has answered is carried out as soon as it has", async () => {
    const { controller, streams, calls } = setUp({ columns: 2 })
    controller.run()
    await controller.stop(["c0"])
    expect(calls.cancel).not.toHaveBeenCalled()
    expect(controller.state.getState().stopping).toEqual({ "id-1.0": true })
    streams[0]?.onState("live")
    expect(calls.cancel.mock.calls).toEqual([["id-1", ["id-1.0"]]])
  })

  test("a refused start is shown at its column and can be tried again", () => {
    const { controller, streams, runIds, active } = setUp()
    const error = new ApiError("rate_limited", "slow", { status: 429 })
    controller.run()
    streams[0]?.onEnd({ kind: "refused", error })
    expect(controller.state.getState().faults).toEqual({ "c0 w0/0": { kind: "refused", error } })
    expect(runIds()).toEqual([[]])
    expect(active()).toEqual([])
    controller.run()
    expect(controller.state.getState().faults).toEqual({})
  })

  test("shows what was on the page before a reload, and follows only what goes on", async () => {
    const { streams, outputs, active, detach } = setUp({
      columns: 3,
      results: [
        { "w0/0": { batchId: "b", runId: "b.0" } },
        { "w0/0": { batchId: "b", runId: "b.1" } },
        { "w0/0": { batchId: "old", runId: "old.0" } },
      ],
      stored: {
        b: [storedRun("b.0", "succeeded"), storedRun("b.1", "running")],
        old: [storedRun("old.0", "succeeded")],
      },
    })
    await vi.waitFor(() =>
      expect(streams.map(({ batchId, start }) => [batchId, start])).toEqual([["b", undefined]]),
    )
    expect(outputs.run("old.0")?.status).toBe("succeeded")
    expect(active()).toEqual(["b.1"])
    detach()
    expect(streams[0]?.close).toHaveBeenCalled()
  })

  test("a server that cannot be reached after a reload is tried until it is", async () => {
    const { streams, runIds } = setUp({
      results: [{ "w0/0": { batchId: "b", runId: "b.0" } }],
      isReachable: false,
    })
    await vi.waitFor(() => expect(streams.map(({ batchId }) => batchId)).toEqual(["b"]))
    expect(runIds()).toEqual([["b.0"]])
  })

  test("a result that is not in history any more is said to be gone", async () => {
    const { outputs, controller, runIds } = setUp({
      columns: 2,
      results: [{ "w0/0": { batchId: "b", runId: "b.0" } }, { "w0/0": { batchId: "b", runId: "b.1" } }],
      stored: { b: [storedRun("b.0", "succeeded")] },
    })
    await vi.waitFor(() =>
      expect(controller.state.getState().faults).toEqual({ "c1 w0/0": { kind: "gone" } }),
    )
    expect(outputs.run("b.0")?.status).toBe("succeeded")
    expect(runIds()).toEqual([["b.0"], []])
  })

  test("a column removed while its start is refused leaves Run enabled", () => {
    const { controller, streams, workspace, active } = setUp({ columns: 2 })
    controller.run()
    void controller.stop(["c1"])
    workspace.setState(removeColumn("c1"))
    streams[0]?.onEnd({ kind: "refused", error: new ApiError("rate_limited", "slow", { status: 429 }) })
    expect(active()).toEqual([])
  })

  test("a column removed before the server has answered is stopped, not paid for", () => {
    const { controller, streams, workspace, calls, send } = setUp({ columns: 2 })
    controller.run()
    // as use-column-actions.remove does
    void controller.stop(["c1"])
    workspace.setState(removeColumn("c1"))
    streams[0]?.onState("live")
    send(streams[0], started("id-1", "id-1.0", "id-1.1"))
    expect(calls.cancel).toHaveBeenCalledWith("id-1", ["id-1.1"])
  })

  test("a join whose answer is lost on the way is sent again by the same id, and paid for once", async () => {
    const { controller, streams, calls, send, runIds } = setUp({ columns: 2 })
    controller.run()
    streams[0]?.onState("live")
    send(streams[0], started("id-1", "id-1.0", "id-1.1"), ended("id-1.0"))
    calls.join.mockRejectedValueOnce(new ApiError("offline", "The answer was lost."))
    controller.run(["c0"])
    await vi.waitFor(() => expect(calls.join).toHaveBeenCalledTimes(2))
    expect(new Set(calls.join.mock.calls.map(([, body]) => body.joinId)).size).toBe(1)
    expect(runIds()[0]).toEqual(["id-1.id-2.0"])
    expect(controller.state.getState().faults).toEqual({})
  })

  test("single columns that are run before the first answer share one connection", () => {
    const { controller, streams } = setUp({ columns: 8 })
    for (let n = 0; n < 8; n++) controller.run([`c${n}`])
    expect(streams).toHaveLength(1)
  })

  test("the same while the stream reconnects", () => {
    const { controller, streams, send } = setUp({ columns: 3 })
    controller.run(["c0"])
    streams[0]?.onState("live")
    send(streams[0], started("id-1", "id-1.0"))
    streams[0]?.onState("reconnecting")
    controller.run(["c1"])
    controller.run(["c2"])
    expect(streams).toHaveLength(1)
  })

  test("a refused new run does not take the answer that was there", () => {
    const { controller, streams, send, runIds } = setUp()
    controller.run()
    streams[0]?.onState("live")
    send(streams[0], started("id-1", "id-1.0"), ended("id-1.0"))
    streams[0]?.onEnd({ kind: "finished" })
    controller.run()
    streams[1]?.onEnd({
      kind: "refused",
      error: new ApiError("invalid_input", "checks.0.pattern", { status: 400 }),
    })
    expect(runIds()).toEqual([["id-1.0"]])
  })

  test("stopping one column of many rows stays within the limit of calls (300 a minute)", async () => {
    const names = Array.from({ length: 400 }, (_, n) => `n${n}`)
    const { controller, streams, calls, send } = setUp({ columns: 2, rows: names })
    controller.run()
    streams[0]?.onState("live")
    send(streams[0], started("id-1", ...Array.from({ length: 800 }, (_, n) => `id-1.${n}`)))
    await controller.stop(["c0"])
    expect(calls.cancel).toHaveBeenCalledTimes(1)
  })

  test("a stop that could not be sent later is not shown as stopping for ever", async () => {
    const { controller, streams, calls } = setUp({ columns: 2 })
    calls.cancel.mockRejectedValue(new ApiError("rate_limited", "slow", { status: 429 }))
    controller.run()
    await controller.stop(["c0"])
    expect(controller.state.getState().stopping).toEqual({ "id-1.0": true })
    streams[0]?.onState("live")
    await vi.waitFor(() => expect(controller.state.getState().stopping).toEqual({}))
  })

  test("retrying more than a batch takes does not send what the server refuses whole", () => {
    const rows = Array.from({ length: 600 }, (_, n) => `n${n}`)
    const { controller, streams, send } = setUp({ columns: 2, rows })
    for (const id of ["c0", "c1"]) {
      controller.run([id])
      const stream = streams.at(-1)
      stream?.onState("live")
      const batch = stream?.start?.batchId ?? ""
      const ids = rows.map((_, n) => `${batch}.${n}`)
      send(stream, started(batch, ...ids), ...ids.map((runId) => ended(runId, "failed")))
      stream?.onEnd({ kind: "finished" })
    }
    controller.run(undefined, "failed")
    expect(streams.at(-1)?.start?.runs.length).toBeLessThanOrEqual(1000)
  })

  test("results of rows that are gone leave the workspace with the next run", () => {
    const { controller, streams, send, workspace, runIds } = setUp({ rows: ["Ada", "Bo"] })
    controller.run()
    streams[0]?.onState("live")
    send(streams[0], started("id-1", "id-1.0", "id-1.1"), ended("id-1.0"), ended("id-1.1", "failed"))
    streams[0]?.onEnd({ kind: "finished" })
    const rows = ["Cy", "Di"].map((name) => ({ id: name, values: { name } }))
    workspace.setState({ variables: { names: ["name"], rows } })
    controller.run(undefined, "failed")
    expect(streams).toHaveLength(1)
    controller.run()
    expect(runIds()).toEqual([["id-2.0", "id-2.1"]])
  })

  test("outputs of runs that no cell shows any more are let go", () => {
    const { controller, streams, send, outputs } = setUp()
    for (let n = 0; n < 3; n++) {
      controller.run()
      const stream = streams.at(-1)
      const batch = stream?.start?.batchId ?? ""
      stream?.onState("live")
      send(stream, started(batch, `${batch}.0`), ended(`${batch}.0`))
      stream?.onEnd({ kind: "finished" })
    }
    expect(outputs.run("id-1.0")).toBeUndefined()
  })

  test("a reload asks for as few batches as a browser has connections, not one call per single run", () => {
    const cells = Object.fromEntries(
      Array.from({ length: 300 }, (_, n) => [`w${n}/0`, { batchId: `b${n}`, runId: `b${n}.0` }]),
    )
    const { calls } = setUp({ results: [cells] })
    expect(calls.loadBatch.mock.calls.length).toBeLessThanOrEqual(6)
  })

  test("a stop during a join that starts anew is still a stop", async () => {
    const { controller, streams, calls, send, runIds } = setUp({ columns: 2 })
    controller.run()
    streams[0]?.onState("live")
    send(streams[0], started("id-1", "id-1.0", "id-1.1"), ended("id-1.0"))
    let refuse = (_: Error) => {}
    calls.join.mockReturnValueOnce(
      new Promise((_, reject) => {
        refuse = reject
      }),
    )
    controller.run(["c0"])
    await controller.stop(["c0"])
    refuse(new ApiError("not_found", "gone", { status: 404 }))
    await vi.waitFor(() => expect(runIds()[0]).toEqual(["id-3.0"]))
    streams[1]?.onState("live")
    expect(calls.cancel).toHaveBeenCalledWith("id-3")
  })

  test("what still runs when something else is put into the workspace can be stopped", async () => {
    const { controller, streams, calls, send, workspace, active } = setUp({ columns: 2 })
    controller.run()
    streams[0]?.onState("live")
    send(streams[0], started("id-1", "id-1.0", "id-1.1"))
    // as OpenHistory, its undo and "show theirs" do
    workspace.setState({ columns: [newColumn("other")] })
    await controller.stop()
    expect(active()).toHaveLength(2)
    expect(calls.cancel).toHaveBeenCalledWith("id-1")
  })
})
