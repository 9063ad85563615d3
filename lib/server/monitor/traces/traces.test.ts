import { once } from "node:events"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { trace } from "@opentelemetry/api"
import { afterEach, beforeEach, expect, it } from "vitest"
import { observedRun, observedTry } from "#lib/server/monitor/elasticsearch/calls.fixture"
import type { ObservedRun, RunObserver } from "#lib/server/monitor/run-observer"
import { createServices } from "#lib/server/monitor/services"
import { openTraces, type TraceSettings } from "./open-traces.ts"

interface SentSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes: { key: string; value: Record<string, unknown> }[]
  events: { name: string }[]
  status: { code?: number; message?: string }
}

let server: Server
let received: { headers: Record<string, unknown>; body: string }[]
let answerWith: number
let services: ReturnType<typeof createServices>
let opened: ReturnType<typeof openTraces>[]
beforeEach(async () => {
  received = []
  answerWith = 200
  opened = []
  services = createServices(Date.now)
  server = createServer(async (request, response) => {
    let body = ""
    for await (const chunk of request.setEncoding("utf8")) body += chunk
    received.push({ headers: { ...request.headers, url: request.url }, body })
    response.writeHead(answerWith, { "content-type": "application/json" })
    response.end("{}")
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
})
afterEach(async () => {
  for (const each of opened) await each.close()
  server.closeAllConnections()
  server.close()
})

function begin(more: Partial<TraceSettings> = {}) {
  const traces = openTraces(
    {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`,
      headers: { "api-key": "a-key" },
      serviceName: "bracket",
      ratio: 1,
      sendTraceparent: false,
      ...more,
    },
    { services, node: "node-1", version: "1.2.3", everyMs: 10 },
  )
  opened.push(traces)
  return traces
}

const spans = (): SentSpan[] =>
  received.flatMap(({ body }) =>
    JSON.parse(body).resourceSpans.flatMap((resource: { scopeSpans: { spans: SentSpan[] }[] }) =>
      resource.scopeSpans.flatMap((scope) => scope.spans),
    ),
  )
const plainOf = (value: Record<string, unknown>): unknown => {
  const [plain] = Object.values(value)
  const list = (plain as { values?: Record<string, unknown>[] })?.values
  return list ? list.map(plainOf) : plain
}
const attributesOf = (span: SentSpan | undefined) =>
  Object.fromEntries((span?.attributes ?? []).map(({ key, value }) => [key, plainOf(value)]))

const run = (more: Partial<ObservedRun> = {}) => {
  const made = observedRun("run-1", { sample: 2, ...more })
  const parameters = { temperature: 0.5, max_tokens: 20, top_p: 0.9, seed: 40, stop: ["a word of a person"] }
  return { ...made, variant: { ...made.variant, parameters } }
}

/** A run whose first request is refused and whose second is answered. */
function tell(observer: RunObserver, of: ObservedRun): Record<string, string> {
  observer.hear(of, { type: "run-begun", at: 1000 })
  observer.hear(of, { type: "try-sent", at: 1100, sent: observedTry(1) })
  const headers = observer.headersFor?.(of, 1) ?? {}
  observer.hear(of, {
    type: "try-ended",
    at: 1200,
    startedAt: 1100,
    sent: observedTry(1),
    ending: { httpStatus: 503, code: "upstream_fault" },
  })
  observer.hear(of, { type: "retrying", at: 1200, attempt: 1, waitMs: 800, code: "upstream_fault" })
  observer.hear(of, { type: "try-sent", at: 2000, sent: observedTry(2) })
  observer.hear(of, { type: "try-token", at: 2500, sent: observedTry(2) })
  observer.hear(of, {
    type: "try-ended",
    at: 3000,
    startedAt: 2000,
    sent: observedTry(2),
    ending: {
      httpStatus: 200,
      firstTokenAt: 2500,
      finishReason: "stop",
      servedModel: "small-2",
      responseId: "answer-1",
      usage: { inputTokens: 3, outputTokens: 5, reasoningTokens: 2 },
    },
  })
  const timing = { queueMs: 100, ttftMs: 500, totalMs: 1900, tokensPerSecond: 3 }
  observer.hear(of, {
    type: "run-ended",
    at: 3000,
    ending: { status: "succeeded", timing, cached: false, tries: 2 },
  })
  return headers
}

it("sends a span per run and per request, by the names of the GenAI conventions, without words of the prompt", async () => {
  const { observer, counts } = begin()
  const headers = tell(observer, run())
  await expect.poll(() => spans().length).toBe(3)
  const whole = spans().find(({ name }) => name === "run small")
  const [first, second] = spans()
    .filter(({ name }) => name === "chat small")
    .sort((a, b) => a.startTimeUnixNano.localeCompare(b.startTimeUnixNano))
  // Kinds of OTLP: 1 internal, 3 client. Status 2: error.
  expect(whole).toMatchObject({ kind: 1, startTimeUnixNano: "1000000000", endTimeUnixNano: "3000000000" })
  for (const call of [first, second])
    expect(call).toMatchObject({ kind: 3, traceId: whole?.traceId, parentSpanId: whole?.spanId })
  expect(attributesOf(whole)).toMatchObject({ "bracket.run.status": "succeeded", "bracket.run.tries": 2 })
  expect(whole?.events.map(({ name }) => name)).toEqual(["retry"])
  expect(first?.status).toMatchObject({ code: 2, message: "upstream_fault" })
  expect(attributesOf(first)).toMatchObject({
    "error.type": "upstream_fault",
    "http.response.status_code": 503,
  })
  expect(attributesOf(second)).toEqual({
    "gen_ai.operation.name": "chat",
    "gen_ai.request.model": "small",
    "gen_ai.output.type": "text",
    "gen_ai.request.temperature": 0.5,
    "gen_ai.request.top_p": 0.9,
    "gen_ai.request.max_tokens": 20,
    "gen_ai.request.seed": 42,
    "gen_ai.provider.name": "openai_compatible",
    "server.address": "127.0.0.1",
    "server.port": 80,
    "http.request.method": "POST",
    "url.path": "/v1/chat/completions",
    "http.request.resend_count": 1,
    "bracket.connection.name": "Local",
    "http.response.status_code": 200,
    "gen_ai.response.model": "small-2",
    "gen_ai.response.id": "answer-1",
    "gen_ai.response.finish_reasons": ["stop"],
    "gen_ai.response.time_to_first_chunk": 0.5,
    "gen_ai.usage.input_tokens": 3,
    "gen_ai.usage.output_tokens": 5,
    "gen_ai.usage.reasoning.output_tokens": 2,
  })
  const [{ resource }] = JSON.parse(received[0]?.body ?? "").resourceSpans
  expect(attributesOf(resource)).toMatchObject({ "service.name": "bracket", "service.instance.id": "node-1" })
  expect(received[0]?.headers).toMatchObject({ url: "/v1/traces", "api-key": "a-key" })
  expect(received.map(({ body }) => body).join()).not.toMatch(/words of a prompt|word of a person|hash-of/)
  expect(headers, "providers are not told").toEqual({})
  await expect.poll(counts).toEqual({ sent: 3, lost: 0 })
  expect(services.list()).toMatchObject([{ name: "otlp", state: "up" }])
  expect(trace.getTracerProvider().getTracer("x").startSpan("x").isRecording(), "nothing is registered").toBe(
    false,
  )
})

it("carries the trace of the caller on, and tells providers of it only where the operator says so", async () => {
  const traceId = "0af7651916cd43dd8448eb211c80319c"
  const { observer } = begin({ sendTraceparent: true, ratio: 0 })
  const headers = tell(observer, run({ traceparent: `00-${traceId}-b7ad6b7169203331-01` }))
  await expect.poll(() => spans().length).toBe(3)
  const whole = spans().find(({ name }) => name === "run small")
  expect(whole).toMatchObject({ traceId, parentSpanId: "b7ad6b7169203331" })
  const first = spans().find((span) => attributesOf(span)["http.response.status_code"] === 503)
  expect(headers).toEqual({ traceparent: `00-${traceId}-${first?.spanId}-01` })
})

it("samples as asked: none of its own, none of a caller who does not record, and no odd header breaks it", async () => {
  const { observer, close } = begin({ ratio: 0 })
  tell(observer, run())
  tell(observer, run({ traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00" }))
  for (const traceparent of [
    "",
    "odd",
    `00-${"0".repeat(32)}-b7ad6b7169203331-01`,
    `ff-${"a".repeat(32)}-${"b".repeat(16)}-01`,
  ])
    tell(observer, run({ traceparent }))
  await close()
  expect(received).toEqual([])
})

it("an endpoint that refuses or is away costs runs nothing, and the operator sees it", async () => {
  answerWith = 401
  const { observer, counts } = begin()
  tell(observer, run())
  await expect
    .poll(() => services.list()[0])
    .toMatchObject({ name: "otlp", state: "away", detail: "answered 401" })
  await expect.poll(counts).toEqual({ sent: 0, lost: 3 })
  answerWith = 200
  tell(observer, run())
  await expect.poll(() => services.list()[0]?.state).toBe("up")
})
