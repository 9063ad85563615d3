import OpenAI from "openai"
import { describe, expect, test } from "vitest"
import { credentials, running } from "./running.fixture.ts"

// The official OpenAI SDK is the independent client: what it cannot read, nobody's code could.
async function client() {
  const sandbox = await running()
  return new OpenAI({ baseURL: `${sandbox.url}/v1`, apiKey: credentials.apiKey, maxRetries: 0 })
}
const model = "sandbox-fast"
const weather: OpenAI.Chat.ChatCompletionTool = {
  type: "function",
  function: {
    name: "get_weather",
    description: "The weather of a city",
    parameters: {
      type: "object",
      properties: {
        city: { type: "string" },
        unit: { enum: ["celsius", "fahrenheit"] },
        days: { type: "integer" },
      },
      required: ["city"],
    },
  },
}
const ask = (content: string): OpenAI.Chat.ChatCompletionMessageParam => ({ role: "user", content })

describe("tools", () => {
  const body = {
    model,
    seed: 1,
    tools: [weather],
    messages: [ask("What is the weather in Bern for 3 days?")],
  }

  test("are called with arguments that follow their schema, streamed and whole alike", async () => {
    const openai = await client()
    const whole = await openai.chat.completions.create(body)
    const [choice] = whole.choices
    expect(choice?.finish_reason).toBe("tool_calls")
    const [call] = choice?.message.tool_calls ?? []
    if (call?.type !== "function") throw new Error("no call")
    expect(call.function.name).toBe("get_weather")
    expect(JSON.parse(call.function.arguments)).toEqual({ city: "Bern", unit: "celsius", days: 3 })
    const final = await openai.chat.completions.stream(body).finalChatCompletion()
    expect(final.choices[0]?.message.tool_calls?.[0]).toMatchObject({ id: call.id, function: call.function })
  })

  test("are answered by hand, and the conversation goes on with what they said", async () => {
    const openai = await client()
    const first = await openai.chat.completions.create(body)
    const message = first.choices[0]?.message
    if (!message?.tool_calls?.[0]) throw new Error("no call")
    const answer = {
      role: "tool" as const,
      tool_call_id: message.tool_calls[0].id,
      content: "7 degrees, rain",
    }
    const next = await openai.chat.completions.create({
      ...body,
      messages: [...body.messages, message, answer],
    })
    expect(next.choices[0]?.message.content).toMatch(/^get_weather says: 7 degrees, rain/)
    expect(next.choices[0]?.finish_reason).toBe("stop")
    const unanswered = openai.chat.completions.create({ ...body, messages: [...body.messages, message] })
    await expect(unanswered).rejects.toMatchObject({ status: 400 })
  })

  test("are left alone where the prompt is about something else, or they may not be called", async () => {
    const openai = await client()
    const reasonOf = async (more: Partial<OpenAI.Chat.ChatCompletionCreateParamsNonStreaming>) =>
      (await openai.chat.completions.create({ ...body, ...more })).choices[0]?.finish_reason
    expect(await reasonOf({ messages: [ask("Tell me a story")] })).toBe("stop")
    expect(await reasonOf({ tool_choice: "none" })).toBe("stop")
    expect(await reasonOf({ messages: [ask("Tell me a story")], tool_choice: "required" })).toBe("tool_calls")
  })

  test("a thinking model wants its thinking back with the call, as DeepSeek does", async () => {
    const sandbox = await running()
    const call = { id: "a", type: "function", function: { name: "get_weather", arguments: "{}" } }
    const messages = (more: object) => [
      ask("Weather?"),
      { role: "assistant", content: "", tool_calls: [call], ...more },
      { role: "tool", tool_call_id: "a", content: "rain" },
    ]
    const status = async (more: object) =>
      (await sandbox.chat({ model: "sandbox-thinking", tools: [weather], messages: messages(more) })).status
    expect(await status({})).toBe(400)
    expect(await status({ reasoning_content: "" })).toBe(200)
  })
})

describe("JSON", () => {
  const json = { type: "json_object" } as const
  const contentOf = async (messages: OpenAI.Chat.ChatCompletionMessageParam[], more: object = {}) => {
    const openai = await client()
    const { choices } = await openai.chat.completions.create({ model, seed: 1, messages, ...more })
    return choices[0]?.message.content ?? ""
  }

  test("has the shape of the example in the prompt", async () => {
    const prompt =
      'Describe coffee as JSON, for example {"name": "tea", "origin": {"country": "China"}, "tags": ["x"]}'
    const answer = JSON.parse(await contentOf([ask(prompt)], { response_format: json }))
    expect(answer).toEqual({
      name: expect.any(String),
      origin: { country: expect.any(String) },
      tags: [expect.any(String), expect.any(String)],
    })
  })

  test("follows a schema, references and bounds included", async () => {
    const schema = {
      type: "object",
      properties: {
        kind: { enum: ["hot", "cold"] },
        parts: { type: "array", items: { $ref: "#/$defs/part" }, minItems: 3 },
        score: { type: "number", minimum: 5, maximum: 9 },
      },
      $defs: {
        part: { type: "object", properties: { name: { type: "string" }, next: { $ref: "#/$defs/part" } } },
      },
    }
    const response_format = { type: "json_schema", json_schema: { name: "drink", schema } }
    const answer = JSON.parse(await contentOf([ask("Coffee")], { response_format, max_tokens: 4096 }))
    expect(answer).toMatchObject({ kind: "hot", score: 5 })
    expect(answer.parts).toHaveLength(3)
  })

  test("comes out blank where the prompt does not ask for it: DeepSeek's trap, to be met without a key", async () => {
    const blank = await contentOf([ask("Describe coffee")], { response_format: json })
    expect(blank).not.toBe("")
    expect(blank.trim()).toBe("")
  })
})

test("the beginning of an answer is gone on with, and only the rest is sent", async () => {
  const openai = await client()
  // The SDK's types know nothing of DeepSeek's field, and pass it on as it is.
  const begun = { role: "assistant" as const, content: "Coffee is a drink", prefix: true }
  const chat = (messages: OpenAI.Chat.ChatCompletionMessageParam[]) =>
    openai.chat.completions.create({ model, seed: 1, messages, max_tokens: 30 })
  const { choices } = await chat([ask("What is coffee?"), begun])
  expect(choices[0]?.message.content).not.toMatch(/^Coffee is a drink/)
  expect(choices[0]?.message.content?.length).toBeGreaterThan(10)
  await expect(chat([begun, ask("What is coffee?")])).rejects.toMatchObject({ status: 400 })
})
