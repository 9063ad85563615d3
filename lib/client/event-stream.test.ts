import { describe, expect, test } from "vitest"
import { ApiError, type Call } from "#lib/client/api/request"
import type { StartBatchInput } from "#lib/domain/batch"
import type { LoggedEvent } from "#lib/domain/events"
import { queuedRun } from "#lib/domain/run"
import { followBatch, type StreamEnd, type StreamState } from "./event-stream.ts"

const start: StartBatchInput = {
  batchId: "batch-0001",
  kind: "text",
  variants: [
    {
      connectionId: "sandbox",
      model: "m",
      mode: "completion",
      prompt: { kind: "text", text: "Hi" },
      parameters: {},
    },
  ],
  runs: [{ variantIndex: 0 }],
}

const frame = (id: string, event: string, data: object): string =>
  `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`
const delta = (id: string, text: string): string =>
  frame(id, "run.delta", { runId: "r", channel: "text", text })
const finished = (id: string): string =>
  frame(id, "batch.finished", { batchId: "batch-0001", counts: { succeeded: 1 } })

/** A body of these chunks, then its end, or a broken connection. */
function body(chunks: (string | Uint8Array)[], { breaks = false } = {}): Response {
  const encoder = new TextEncoder()
  const left = chunks.map((chunk) => (typeof chunk === "string" ? encoder.encode(chunk) : chunk))
  return new Response(
    new ReadableStream<Uint8Array>({
      pull(controller) {
        const chunk = left.shift()
        if (chunk) controller.enqueue(chunk)
        else if (breaks) controller.error(new TypeError("network error"))
        else controller.close()
      },
    }),
  )
}

type Answer = (path: string, call: Call) => Response

/** Follows a batch against prepared answers, one for each connection, to its end. */
function follow(answers: Answer[], options: { start?: StartBatchInput } = {}) {
  const calls: { path: string; call: Call }[] = []
  const events: LoggedEvent[] = []
  const states: StreamState[] = []
  const pauses: number[] = []
  const end = new Promise<StreamEnd>((resolve) => {
    followBatch(
      {
        batchId: "batch-0001",
        start: options.start,
        onEvents: (some) => events.push(...some),
        onState: (state) => states.push(state),
        onEnd: resolve,
      },
      {
        send: async (path, call) => {
          calls.push({ path, call })
          const answer = answers.shift()
          if (!answer) throw new Error("one connection too many")
          return answer(path, call)
        },
        pause: async (ms) => {
          pauses.push(ms)
        },
        isOnline: () => true,
        random: () => 0.5,
      },
    )
  })
  return { end, calls, events, states, pauses }
}

const texts = (events: LoggedEvent[]): string =>
  events.map(({ event }) => (event.type === "run.delta" ? event.text : "")).join("")

describe("followBatch", () => {
  test("starts by POST and reads to the batch's end", async () => {
    const { end, calls, events, states } = follow(
      [() => body([": keep-alive\n\n", delta("1-1", "Hello"), finished("1-2")])],
      { start },
    )
    expect(await end).toEqual({ kind: "finished" })
    expect(calls[0]).toMatchObject({ path: "/api/batches", call: { method: "POST", body: start } })
    expect(texts(events)).toBe("Hello")
    expect(states).toEqual(["connecting", "live"])
  })

  test("goes on by GET exactly after the last event when the connection breaks", async () => {
    const { end, calls, events, states } = follow(
      [
        () => body([delta("1-1", "a"), delta("1-2", "b")], { breaks: true }),
        () => body([delta("1-3", "c")]),
        () => body([delta("1-4", "d"), finished("1-5")]),
      ],
      { start },
    )
    expect(await end).toEqual({ kind: "finished" })
    expect(calls.map(({ path, call }) => [path, call.query?.after])).toEqual([
      ["/api/batches", undefined],
      ["/api/batches/batch-0001/events", "1-2"],
      ["/api/batches/batch-0001/events", "1-3"],
    ])
    expect(texts(events)).toBe("abcd")
    expect(states).toContain("reconnecting")
  })

  test("takes every snapshot of a group, whose ids are all the same, and nothing that a snapshot holds", async () => {
    const snapshot = (runId: string, text: string, until: string) =>
      frame("0-0", "run.snapshot", {
        runId,
        until,
        run: { ...queuedRun({ runId, variantIndex: 0, row: 0, sample: 0 }), status: "running", text },
      })
    const { end, events } = follow([
      () => body([snapshot("r", "ab", "1-2"), snapshot("another", "x", "1-3")], { breaks: true }),
      () => body([delta("1-2", "b"), delta("1-3", "c"), finished("1-4")]),
    ])
    await end
    expect(events.filter(({ event }) => event.type === "run.snapshot")).toHaveLength(2)
    expect(texts(events)).toBe("c")
  })

  test("a finished batch ends, though all that it sends has the id of a log that is gone", async () => {
    const { end, calls } = follow([
      () => body([frame("0-0", "batch.started", { batchId: "batch-0001", runs: [] }), finished("0-0")]),
    ])
    expect(await end).toEqual({ kind: "finished" })
    expect(calls).toHaveLength(1)
  })

  test("joins events that are cut anywhere, also within a character", async () => {
    const bytes = new TextEncoder().encode(delta("1-1", "中文") + finished("1-2"))
    const chunks = Array.from(bytes, (_, index) => bytes.slice(index, index + 1))
    const { end, events } = follow([() => body(chunks)])
    await end
    expect(texts(events)).toBe("中文")
  })

  test("sends the POST again when it got no answer: the id makes it the same batch", async () => {
    const unreachable: Answer = () => {
      throw new ApiError("offline", "no answer")
    }
    const { end, calls } = follow([unreachable, unreachable, () => body([finished("1-1")])], { start })
    expect(await end).toEqual({ kind: "finished" })
    expect(calls.map(({ call }) => call.method)).toEqual(["POST", "POST", "POST"])
  })

  test("hands on a refusal of the start", async () => {
    const error = new ApiError("unknown_model", "no such model", { status: 400 })
    const { end } = follow(
      [
        () => {
          throw error
        },
      ],
      { start },
    )
    expect(await end).toEqual({ kind: "refused", error })
  })

  test("ends as gone when the server does not know the batch", async () => {
    const { end } = follow([
      () => {
        throw new ApiError("not_found", "none", { status: 404 })
      },
    ])
    expect(await end).toEqual({ kind: "gone" })
  })

  test("waits longer from try to try, as long as the server says, and begins anew after success", async () => {
    const failing: Answer = () => {
      throw new ApiError("internal", "broken", { status: 500 })
    }
    const limited: Answer = () => {
      throw new ApiError("rate_limited", "slow down", { status: 429, retryAfterMs: 7000 })
    }
    const { end, pauses } = follow([
      failing,
      failing,
      failing,
      limited,
      () => body([delta("1-1", "a")]),
      () => body([finished("1-2")]),
    ])
    expect(await end).toEqual({ kind: "finished" })
    expect(pauses).toEqual([250, 500, 1000, 7000, 250])
  })

  test("passes over events that it does not know or cannot read", async () => {
    const { end, events } = follow([
      () =>
        body([
          frame("1-1", "run.sparkled", { runId: "r" }),
          "id: 1-2\nevent: run.delta\ndata: {broken\n\n",
          delta("1-3", "kept"),
          finished("1-4"),
        ]),
    ])
    await end
    expect(texts(events)).toBe("kept")
    expect(events).toHaveLength(2)
  })
})
