import { expect, test } from "./fixtures.ts"

/** Every way in which the sandbox can misbehave, and the state in which the run must end. */
const endings: [model: string, ending: Record<string, unknown>][] = [
  ["fault-401", { status: "failed", error: { code: "upstream_credential" } }],
  ["fault-402", { status: "failed", error: { code: "upstream_balance" } }],
  ["fault-403", { status: "failed", error: { code: "upstream_quota" } }],
  ["fault-404", { status: "failed", error: { code: "upstream_not_found" } }],
  [
    "fault-clock",
    { status: "failed", error: { code: "upstream_clock", params: { direction: expect.any(String) } } },
  ],
  [
    "fault-429-long",
    { status: "failed", error: { code: "upstream_rate_limited", params: { waitSeconds: 120 } } },
  ],
  ["fault-429-once", { status: "succeeded" }],
  ["fault-500-once", { status: "succeeded" }],
  ["fault-json-instead-of-stream", { status: "succeeded" }],
  ["fault-split-utf8", { status: "succeeded" }],
  ["fault-slow-start", { status: "succeeded" }],
  ["fault-content-filter", { status: "succeeded", finishReason: "content_filter" }],
  ["fault-no-resources", { status: "failed", error: { code: "upstream_fault" } }],
  ["fault-cut", { status: "succeeded", finishReason: "cut" }],
  ["fault-cut-before-token", { status: "succeeded", finishReason: "cut" }],
  ["fault-error-in-stream", { status: "failed", error: { code: "upstream_stream_error" } }],
  ["fault-garbage", { status: "failed", error: { code: "upstream_garbage" } }],
  ["fault-huge-line", { status: "failed", error: { code: "upstream_garbage" } }],
  ["fault-reset", { status: "failed", error: { code: "upstream_unreachable" } }],
]

for (const [model, ending] of endings)
  test(`${model} ends as it should, with nothing lost`, async ({ api }) => {
    const events = await api.run(model, `Try ${model} ${Date.now()}`)
    const finished = events.find((event) => event.type === "run.finished")
    expect(finished?.data).toMatchObject(ending)
    const text = events
      .filter((event) => event.type === "run.delta")
      .map((event) => event.data.text)
      .join("")
    const detail = await (await api.http.get(`/api/runs/${finished?.data.runId}`)).json()
    expect(detail.run.text).toBe(text)
    expect(detail.summary.status).toBe(ending.status)
    if (["fault-cut", "fault-error-in-stream", "fault-garbage", "fault-reset"].includes(model))
      expect(text).not.toBe("")
  })

test("a refused start is tried again in the open", async ({ api }) => {
  const events = await api.run("fault-429-once", `Retry ${Date.now()}`)
  expect(events.filter((event) => event.type === "run.retrying")).toHaveLength(1)
  expect(events.filter((event) => event.type === "run.started")).toHaveLength(2)
})
