import { describe, expect, it } from "vitest"
import type { Variant } from "#lib/domain/batch"
import type { ProviderId } from "#lib/domain/connection"
import { describeModel } from "#lib/domain/models"
import type { UpstreamRun } from "./dialect.ts"
import { createDialects } from "./dialect-of.ts"

const dialectOf = createDialects({ now: () => 0 })

function run(provider: ProviderId, variant: Partial<Variant>, more: Partial<UpstreamRun> = {}): UpstreamRun {
  const model = variant.model ?? "m"
  return {
    variant: {
      connectionId: "c",
      model,
      mode: "chat",
      prompt: { kind: "chat", messages: [{ role: "user", content: "Hi" }] },
      parameters: {},
      ...variant,
    },
    model: describeModel(provider, model),
    sample: 0,
    stream: true,
    ...more,
  }
}

/** The request's path and body, as they go out. */
function sent(
  dialect: "deepseek" | "openai",
  provider: ProviderId,
  variant: Partial<Variant>,
  more: Partial<UpstreamRun> = {},
) {
  const baseUrl = dialect === "deepseek" ? "https://api.example" : "https://api.example/v1"
  const request = dialectOf(dialect).request(run(provider, variant, more), { baseUrl, provider })
  const body: unknown = JSON.parse(new TextDecoder().decode(request.body))
  return { request, path: request.url.pathname, body }
}

describe("the request of a run", () => {
  it("is the signed API's, which is not documented to know stream_options", () => {
    const { path, body, request } = sent("deepseek", "deepseek-signed", {
      model: "deepseek-chat",
      mode: "completion",
      prompt: { kind: "text", text: "Grüße" },
      parameters: { temperature: 0.7, max_tokens: 512, top_p: 0.9, stop: ["\n"] },
    })
    expect(path).toBe("/v1/completions")
    expect(request.method).toBe("POST")
    expect(body).toEqual({
      model: "deepseek-chat",
      prompt: "Grüße",
      temperature: 0.7,
      max_tokens: 512,
      top_p: 0.9,
      stop: ["\n"],
      stream: true,
    })
  })

  it("asks the sandbox and compatible servers for usage", () => {
    const usage = { stream_options: { include_usage: true } }
    expect(sent("deepseek", "sandbox", {}).path).toBe("/v1/chat/completions")
    expect(sent("deepseek", "sandbox", {}).body).toMatchObject(usage)
    expect(sent("openai", "compatible", {}).path).toBe("/v1/chat/completions")
    expect(sent("openai", "compatible", {}).body).toMatchObject(usage)
    expect(sent("openai", "compatible", {}, { stream: false }).body).not.toHaveProperty("stream_options")
  })

  it("uses the token limit's name that each provider understands", () => {
    const parameters = { max_tokens: 9 }
    expect(sent("openai", "openai", { parameters }).body).toMatchObject({ max_completion_tokens: 9 })
    expect(sent("openai", "openai", { parameters }).body).not.toHaveProperty("max_tokens")
    expect(sent("openai", "compatible", { parameters }).body).toMatchObject({ max_tokens: 9 })
    const completion: Partial<Variant> = {
      mode: "completion",
      prompt: { kind: "text", text: "" },
      parameters,
    }
    expect(sent("openai", "openai", completion).body).toMatchObject({ max_tokens: 9 })
  })

  it("switches thinking only where there is a switch", () => {
    const off = { model: "deepseek-flash", parameters: { thinking: false } }
    expect(sent("openai", "deepseek", off).body).toMatchObject({ thinking: { type: "disabled" } })
    expect(sent("openai", "deepseek", { ...off, parameters: { thinking: true } }).body).toMatchObject({
      thinking: { type: "enabled" },
    })
    expect(sent("openai", "compatible", off).body).not.toHaveProperty("thinking")
    expect(
      sent("deepseek", "sandbox", { model: "sandbox-small", parameters: { thinking: true } }).body,
    ).not.toHaveProperty("thinking")
  })

  it("asks for probabilities in the words of each mode", () => {
    const parameters = { logprobs: 3 }
    expect(sent("openai", "compatible", { parameters }).body).toMatchObject({
      logprobs: true,
      top_logprobs: 3,
    })
    expect(
      sent("openai", "compatible", { mode: "completion", prompt: { kind: "text", text: "" }, parameters })
        .body,
    ).toMatchObject({ logprobs: 3 })
  })

  it("gives each sample a seed of its own, and leaves an empty stop list out", () => {
    const { body } = sent("openai", "compatible", { parameters: { seed: 40, stop: [] } }, { sample: 2 })
    expect(body).toMatchObject({ seed: 42 })
    expect(body).not.toHaveProperty("stop")
  })

  it("tells only DeepSeek, which isolates by it, who asks", () => {
    const more = { userHash: "abc" }
    expect(sent("openai", "deepseek", {}, more).body).toMatchObject({ user_id: "abc" })
    for (const provider of ["openai", "compatible"] as const)
      expect(JSON.stringify(sent("openai", provider, {}, more).body)).not.toContain("abc")
    expect(JSON.stringify(sent("deepseek", "deepseek-signed", {}, more).body)).not.toContain("abc")
  })

  it("lets a variant's extras have the last word", () => {
    const { body } = sent("openai", "compatible", {
      parameters: { temperature: 1 },
      extra: { temperature: 0, mirostat: 2 },
    })
    expect(body).toMatchObject({ temperature: 0, mirostat: 2 })
  })

  it("sends messages as they are, parts of text included, and raw text as what a user says", () => {
    const messages = [
      { role: "system" as const, content: "Be brief" },
      { role: "user" as const, content: [{ type: "text" as const, text: "Hi" }] },
    ]
    expect(sent("openai", "compatible", { prompt: { kind: "chat", messages } }).body).toMatchObject({
      messages,
    })
    expect(sent("openai", "compatible", { prompt: { kind: "text", text: "Hi" } }).body).toMatchObject({
      messages: [{ role: "user", content: "Hi" }],
    })
  })

  it("refuses what it has no words for, before anything is sent", () => {
    const image = [{ role: "user" as const, content: [{ type: "image" as const, sha256: "00" }] }]
    const refused: Partial<Variant>[] = [
      { prompt: { kind: "chat", messages: image } },
      { mode: "completion" },
      { mode: "image", prompt: { kind: "text", text: "" } },
    ]
    for (const variant of refused)
      expect(() => sent("openai", "compatible", variant)).toThrow(
        expect.objectContaining({ code: "invalid_input" }),
      )
  })

  it("cannot be led astray by a parameter that is called like a property of every object", () => {
    const parameters = { constructor: 1, toString: 2 }
    expect(sent("openai", "compatible", { parameters }).body).toMatchObject({ constructor: 1, toString: 2 })
  })

  describe("of a conversation with calls", () => {
    const tool = { type: "function" as const, function: { name: "weather", parameters: { type: "object" } } }
    const conversation = (reasoning?: string): Partial<Variant> => ({
      model: "deepseek-flash",
      tools: [tool],
      prompt: {
        kind: "chat",
        messages: [
          { role: "user", content: "Bern?" },
          {
            role: "assistant",
            content: "",
            toolCalls: [{ id: "a", name: "weather", arguments: "{}" }],
            reasoning,
          },
          { role: "tool", content: "7 °C", toolCallId: "a" },
        ],
      },
    })
    const calls = [{ id: "a", type: "function", function: { name: "weather", arguments: "{}" } }]

    it("gives DeepSeek its thinking back, an empty one too: it refuses the conversation without", () => {
      const messages = (provider: ProviderId, variant: Partial<Variant>) =>
        (sent("openai", provider, variant).body as { messages: unknown[] }).messages
      expect(messages("deepseek", conversation("It asks for Bern"))).toEqual([
        { role: "user", content: "Bern?" },
        { role: "assistant", content: "", tool_calls: calls, reasoning_content: "It asks for Bern" },
        { role: "tool", content: "7 °C", tool_call_id: "a" },
      ])
      expect(messages("deepseek", conversation())[1]).toMatchObject({ reasoning_content: "" })
      expect(messages("vllm", conversation("thought"))[1]).toEqual({
        role: "assistant",
        content: "",
        tool_calls: calls,
      })
    })

    it("sends a choice of tools only beside tools, for alone it is refused", () => {
      const parameters = { tool_choice: "required" }
      expect(sent("openai", "openai", { ...conversation(), parameters }).body).toMatchObject({
        tools: [tool],
        tool_choice: "required",
      })
      expect(sent("openai", "openai", { parameters }).body).not.toHaveProperty("tool_choice")
    })

    it("goes to the beta base where a function is strict, as DeepSeek wants it", () => {
      const strict = { ...tool, function: { ...tool.function, strict: true } }
      expect(sent("openai", "deepseek", { tools: [strict] }).path).toBe("/beta/chat/completions")
      expect(sent("openai", "deepseek", { tools: [tool] }).path).toBe("/v1/chat/completions")
    })
  })

  it("marks the beginning of an answer in each provider's way", () => {
    const begun: Partial<Variant> = {
      prompt: {
        kind: "chat",
        messages: [
          { role: "user", content: "Hi" },
          { role: "assistant", content: "He", prefix: true },
        ],
      },
    }
    const last = { role: "assistant", content: "He" }
    const deepseek = sent("openai", "deepseek", begun)
    expect(deepseek.path).toBe("/beta/chat/completions")
    expect(deepseek.body).toMatchObject({ messages: [{}, { ...last, prefix: true }] })
    expect(sent("openai", "vllm", begun).body).toMatchObject({
      messages: [{}, last],
      continue_final_message: true,
      add_generation_prompt: false,
    })
    expect(sent("openai", "openrouter", begun).body).toMatchObject({ messages: [{}, last] })
    expect(() => sent("openai", "openai", begun)).toThrow(expect.objectContaining({ code: "invalid_input" }))
  })

  it("fills in before a suffix, at DeepSeek under the beta base", () => {
    const filled: Partial<Variant> = { mode: "completion", prompt: { kind: "text", text: "a", suffix: "c" } }
    const { path, body } = sent("openai", "deepseek", filled)
    expect(path).toBe("/beta/completions")
    expect(body).toMatchObject({ prompt: "a", suffix: "c" })
    expect(sent("deepseek", "sandbox", filled)).toMatchObject({
      path: "/v1/completions",
      body: { prompt: "a", suffix: "c" },
    })
  })

  it("asks for JSON by its kind, a schema with the name that providers want", () => {
    const json = (type: string, answerSchema?: Variant["answerSchema"]) =>
      sent("openai", "openai", { parameters: { response_format: type }, answerSchema }).body
    expect(json("json_object")).toMatchObject({ response_format: { type: "json_object" } })
    expect(json("json_schema", { type: "object" })).toMatchObject({
      response_format: {
        type: "json_schema",
        json_schema: { name: "answer", schema: { type: "object" } },
      },
    })
    expect(() => json("json_schema")).toThrow(expect.objectContaining({ field: "answerSchema" }))
  })

  it("calls the extra parameters by each server's names", () => {
    const parameters = { top_k: 20, repetition_penalty: 1.2, reasoning_effort: "low" }
    expect(sent("openai", "vllm", { parameters }).body).toMatchObject(parameters)
    expect(sent("openai", "llama.cpp", { parameters }).body).toMatchObject({ repeat_penalty: 1.2 })
    expect(sent("openai", "openrouter", { parameters }).body).toMatchObject({ reasoning: { effort: "low" } })
  })

  it("puts the pictures of a prompt into its parts", () => {
    const prompt: Variant["prompt"] = {
      kind: "chat",
      messages: [
        {
          role: "user",
          content: [
            { type: "image", sha256: "00" },
            { type: "text", text: "What is this?" },
          ],
        },
      ],
    }
    const images = new Map([["00", "data:image/png;base64,AA=="]])
    expect(sent("openai", "openai", { prompt }, { images }).body).toMatchObject({
      messages: [
        {
          content: [
            { type: "image_url", image_url: { url: "data:image/png;base64,AA==" } },
            { type: "text", text: "What is this?" },
          ],
        },
      ],
    })
  })
})
