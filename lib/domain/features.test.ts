import { describe, expect, it } from "vitest"
import type { ProviderId } from "#lib/domain/connection"
import { featuresOf, missingFeature, takesFeature, unansweredCalls } from "#lib/domain/features"
import { describeModel } from "#lib/domain/models"
import type { ParameterTarget } from "#lib/domain/parameters"
import type { Message, Prompt } from "#lib/domain/prompt"

const target = (provider: ProviderId, model: string): ParameterTarget => ({
  provider,
  mode: "chat",
  model: describeModel(provider, model),
})
const chat = (...messages: Message[]): Prompt => ({ kind: "chat", messages })
const image: Message = { role: "user", content: [{ type: "image", sha256: "ab" }] }
const call: Message = {
  role: "assistant",
  content: "",
  toolCalls: [{ id: "a", name: "time", arguments: "{}" }],
}

describe("what a target takes", () => {
  it("is known before anything is sent, so that nobody pays for a refusal", () => {
    const begun = {
      prompt: chat({ role: "user", content: "Hi" }, { role: "assistant", content: "He", prefix: true }),
    }
    expect(missingFeature(begun, target("deepseek", "deepseek-flash"))).toBeUndefined()
    expect(missingFeature(begun, target("openai", "gpt"))).toBe("prefix")
    const filled = { prompt: { kind: "text" as const, text: "a", suffix: "c" } }
    expect(missingFeature(filled, target("vllm", "m"))).toBe("suffix")
    expect(missingFeature({ prompt: chat(call) }, target("deepseek-signed", "m"))).toBe("tools")
  })

  it("leaves images to the model where it is known, else to the provider", () => {
    expect(takesFeature(target("deepseek", "deepseek-flash"), "images")).toBe(true)
    expect(takesFeature(target("deepseek", "deepseek-v4-pro"), "images")).toBe(false)
    expect(takesFeature(target("ollama", "llava"), "images")).toBe(true)
    expect(takesFeature(target("sandbox", "sandbox-small"), "images")).toBe(false)
  })

  it("is asked of what is used only", () => {
    expect(featuresOf({ prompt: chat({ role: "user", content: "Hi" }) })).toEqual([])
    expect(featuresOf({ prompt: chat(image) })).toEqual(["images"])
  })
})

describe("a call without an answer", () => {
  it("is named, for providers refuse the conversation", () => {
    expect(unansweredCalls({ prompt: chat(call) })).toEqual(["time"])
    const answer: Message = { role: "tool", content: "12:00", toolCallId: "a" }
    expect(unansweredCalls({ prompt: chat(call, answer) })).toEqual([])
  })
})
