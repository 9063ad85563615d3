import { describe, expect, test, vi } from "vitest"
import { ApiError } from "#lib/client/api/request"
import type { Connection } from "#lib/domain/connection"
import type { RunEvent } from "#lib/domain/events"
import { knownModels } from "#lib/domain/models"
import { queuedRun } from "#lib/domain/run"
import { type BatchCalls, createBatchController } from "./batch-controller.ts"
import type { EventStreamOptions } from "./event-stream.ts"
import { createOutputStore } from "./output-store.ts"
import { type ColumnResult, emptyWorkspace, newColumn } from "./workspace.ts"
import { createWorkspaceStore } from "./workspace-store.ts"

const sandbox: Connection = {
  id: "sandbox",
  name: "Sandbox",
  dialect: "deepseek",
  provider: "sandbox",
  host: "sandbox",
  credential: { kind: "hmac" },
  models: knownModels("sandbox"),
}

function setUp({ columns = 1, results = [] as (ColumnResult | undefined)[] } = {}) {
  const workspace = createWorkspaceStore({
    ...emptyWorkspace(),
    turns: [{ id: "t", role: "user", text: "Hello" }],
    columns: Array.from({ length: columns }, (_, index) => ({
      ...newColumn(`c${index}`),
      result: results[index],
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
    join: vi.fn<BatchCalls["join"]>(async () => ({ runIds: ["joined"] })),
    cancelBatch: vi.fn<BatchCalls["cancelBatch"]>(async () => {}),
    cancelRun: vi.fn<BatchCalls["cancelRun"]>(async () => {}),
    loadRun: vi.fn<BatchCalls["loadRun"]>(async () => undefined),
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
  const results_ = () => workspace.getState().columns.map(({ result }) => result)
  return { workspace, outputs, streams, calls, controller, detach, send, resultsNow: results_ }
}

const started = (batchId: string, ...runIds: string[]): RunEvent => ({
  type: "batch.started",
  batchId,
  runs: runIds.map((runId, variantIndex) => ({ runId, variantIndex, row: 0, sample: 0 })),
})
const ended = (runId: string): RunEvent => ({
  type: "run.finished",
  runId,
  status: "succeeded",
  timing: { queueMs: 0, ttftMs: 1, totalMs: 1, tokensPerSecond: 1 },
  at: 1,
})

describe("batch controller", () => {
  test("starts one batch for all columns and remembers the runs that the server names", () => {
    const { controller, streams, send, resultsNow } = setUp({ columns: 2 })
    controller.run()
    expect(streams).toHaveLength(1)
    expect(streams[0]?.start).toMatchObject({
      batchId: "id-1",
      runs: [{ variantIndex: 0 }, { variantIndex: 1 }],
    })
    send(streams[0], started("id-1", "r0", "r1"))
    expect(resultsNow()).toEqual([
      { batchId: "id-1", variantIndex: 0, runId: "r0" },
      { batchId: "id-1", variantIndex: 1, runId: "r1" },
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

  test("a retry joins the batch while it streams, and starts a new one after", async () => {
    const { controller, streams, calls, send, resultsNow } = setUp({ columns: 2 })
    controller.run()
    streams[0]?.onState("live")
    send(streams[0], started("id-1", "r0", "r1"), ended("r0"))
    controller.run(["c0"])
    await vi.waitFor(() => expect(resultsNow()[0]).toEqual({ batchId: "id-1", runId: "joined" }))
    expect(calls.join).toHaveBeenCalledWith("id-1", expect.objectContaining({ runs: [expect.anything()] }))
    send(streams[0], ended("r1"))
    streams[0]?.onEnd({ kind: "finished" })
    controller.run(["c1"])
    expect(streams).toHaveLength(2)
  })

  test("stops the whole batch by one call, one column of several by its run", async () => {
    const { controller, streams, calls, send } = setUp({ columns: 2 })
    controller.run()
    streams[0]?.onState("live")
    send(streams[0], started("id-1", "r0", "r1"))
    await controller.stop(["c1"])
    expect(calls.cancelRun.mock.calls[0]?.[0]).toBe("r1")
    await controller.stop()
    expect(calls.cancelBatch).toHaveBeenCalledWith("id-1")
  })

  test("a stop before the server has answered is carried out as soon as it has", async () => {
    const { controller, streams, calls } = setUp()
    controller.run()
    await controller.stop()
    expect(calls.cancelBatch).not.toHaveBeenCalled()
    expect(controller.state.getState().stopping).toEqual({ c0: true })
    streams[0]?.onState("live")
    expect(calls.cancelBatch).toHaveBeenCalledWith("id-1")
  })

  test("a refused start is shown at its column and can be tried again", () => {
    const { controller, streams, resultsNow } = setUp()
    const error = new ApiError("rate_limited", "slow", { status: 429 })
    controller.run()
    streams[0]?.onEnd({ kind: "refused", error })
    expect(controller.state.getState().faults).toEqual({ c0: { kind: "refused", error } })
    expect(resultsNow()).toEqual([undefined])
    controller.run()
    expect(controller.state.getState().faults).toEqual({})
  })

  test("follows what was on the page before a reload, each batch once", () => {
    const { streams, detach } = setUp({
      columns: 3,
      results: [{ batchId: "b", runId: "r0" }, { batchId: "b", runId: "r1" }, undefined],
    })
    expect(streams.map(({ batchId, start }) => [batchId, start])).toEqual([["b", undefined]])
    detach()
    expect(streams[0]?.close).toHaveBeenCalled()
  })

  test("a result whose batch is gone is looked up in history, else said to be gone", async () => {
    const { streams, calls, outputs, controller } = setUp({
      columns: 2,
      results: [
        { batchId: "b", runId: "r0" },
        { batchId: "b", runId: "r1" },
      ],
    })
    const stored = queuedRun({ runId: "r0", variantIndex: 0, row: 0, sample: 0 })
    calls.loadRun.mockImplementation(async (runId) => (runId === "r0" ? stored : undefined))
    streams[0]?.onEnd({ kind: "gone" })
    await vi.waitFor(() => expect(controller.state.getState().faults).toEqual({ c1: { kind: "gone" } }))
    expect(outputs.run("r0")).toBe(stored)
  })
})
