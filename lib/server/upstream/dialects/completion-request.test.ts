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
})
