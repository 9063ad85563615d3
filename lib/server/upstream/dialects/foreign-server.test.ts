import { LLMock } from "@copilotkit/aimock"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import type { Variant } from "#lib/domain/batch"
import { describeModel } from "#lib/domain/models"
import { readToolCalls } from "#lib/domain/tool-calls"
import { bearer } from "#lib/server/upstream/credentials/bearer"
import { createUpstreamHttp } from "#lib/server/upstream/http"
import { defaultTimeLimits } from "#lib/server/upstream/time-limits"
import type { UpstreamEvent } from "./dialect.ts"
import { dialectOf } from "./dialect-of.ts"

// A server of OpenAI's API that somebody else has written: what we send it must read, what it sends we must.
const server = new LLMock({ port: 0, logLevel: "silent" })
const http = createUpstreamHttp({ allowPlainHttp: true })
const dialect = dialectOf("openai")
const model = "gpt-5"

beforeAll(async () => {
  await server.start()
})
beforeEach(() => {
  server.clearFixtures()
})
afterAll(async () => {
  await http.close()
  await server.stop()
})

const address = () => ({ baseUrl: `${server.url}/v1`, provider: "openai" }) as const
const sending = () => ({
  credential: bearer("sk-test"),
  signal: AbortSignal.timeout(20_000),
  trust: "operator" as const,
  timeLimits: defaultTimeLimits,
})

async function run(variant: Partial<Variant>, { stream = true } = {}): Promise<UpstreamEvent[]> {
  const request = dialect.request(
    {
      variant: {
        connectionId: "c",
        model,
        mode: "chat",
        prompt: { kind: "chat", messages: [{ role: "user", content: "hello" }] },
        parameters: {},
        ...variant,
      },
      model: describeModel("openai", model),
      sample: 0,
      stream,
    },
    address(),
  )
  const events: UpstreamEvent[] = []
  for await (const event of dialect.events(await http.send(request, sending()))) events.push(event)
  return events
}

const said = (events: UpstreamEvent[], channel: "text" | "reasoning" | "tool") =>
  events.map((event) => (event.type === "delta" && event.channel === channel ? event.text : "")).join("")
const endOf = (events: UpstreamEvent[]) =>
  events.flatMap((event) => (event.type === "finish" ? [event.reason] : []))

test.each([true, false])(
  "an answer with its thinking, its usage and its end (streamed: %s)",
  async (stream) => {
    server.onMessage("hello", {
      content: "Good morning, Bern: 早上好 🌄",
      reasoning: "They greet me.",
      usage: { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 },
    })
    const events = await run({}, { stream })
    expect(said(events, "text")).toBe("Good morning, Bern: 早上好 🌄")
    expect(said(events, "reasoning")).toBe("They greet me.")
    expect(endOf(events)).toEqual(["stop"])
    expect(events).toContainEqual({
      type: "usage",
      usage: expect.objectContaining({ inputTokens: 5, outputTokens: 7 }),
    })
  },
)

const tools: Variant["tools"] = [
  { type: "function", function: { name: "weather", parameters: { type: "object" } } },
]

test.each([true, false])(
  "calls, and the conversation that goes on from them (streamed: %s)",
  async (stream) => {
    server.onToolResult("call_b", { content: "It is dry." })
    server.onMessage("hello", {
      toolCalls: [
        { id: "call_a", name: "weather", arguments: '{"city":"Bern"}' },
        { id: "call_b", name: "weather", arguments: '{"city":"Rom"}' },
      ],
    })
    const first = await run({ tools }, { stream })
    const calls = readToolCalls(said(first, "tool"))
    expect(calls).toEqual([
      { id: "call_a", name: "weather", arguments: '{"city":"Bern"}' },
      { id: "call_b", name: "weather", arguments: '{"city":"Rom"}' },
    ])
    expect(endOf(first)).toEqual(["tool_calls"])
    const next = await run(
      {
        tools,
        prompt: {
          kind: "chat",
          messages: [
            { role: "user", content: "hello" },
            { role: "assistant", content: "", toolCalls: calls },
            ...calls.map(({ id }) => ({ role: "tool" as const, content: "dry", toolCallId: id })),
          ],
        },
      },
      { stream },
    )
    expect(said(next, "text")).toBe("It is dry.")
  },
)

test("JSON by a schema", async () => {
  server.on({ userMessage: "hello", responseFormat: "json_schema" }, { content: '{"city":"Bern"}' })
  const events = await run({
    parameters: { response_format: "json_schema" },
    answerSchema: { type: "object", properties: { city: { type: "string" } } },
  })
  expect(JSON.parse(said(events, "text"))).toEqual({ city: "Bern" })
})

test("the list of models", async () => {
  const response = await http.send(dialect.modelsRequest(address()), sending())
  expect((await dialect.models(response)).length).toBeGreaterThan(0)
})

test.each([
  [429, "upstream_rate_limited"],
  [402, "upstream_balance"],
  [422, "upstream_bad_request"],
  [503, "upstream_fault"],
])("its status %i is %s", async (status, code) => {
  server.onMessage("hello", { error: { message: "No.", type: "server_error" }, status })
  await expect(run({})).rejects.toMatchObject({ code })
})
