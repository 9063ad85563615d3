import { describe, expect, it } from "vitest"
import { isEmptyPrompt, type Message, messageText, type Prompt, promptText } from "#lib/domain/prompt"
import { promptSchema } from "#lib/domain/prompt-schema"

const chat = (...messages: Message[]): Prompt => ({ kind: "chat", messages })
const parts: Message = {
  role: "user",
  content: [
    { type: "text", text: "What is" },
    { type: "image", sha256: "ab" },
    { type: "text", text: "this?" },
  ],
}

describe("the text of a prompt", () => {
  it("is what History searches: all messages, text parts only", () => {
    expect(messageText(parts)).toBe("What is\nthis?")
    expect(promptText(chat({ role: "system", content: "Be brief" }, parts))).toBe(
      "Be brief\n\nWhat is\nthis?",
    )
    expect(promptText({ kind: "text", text: " as it is\n" })).toBe(" as it is\n")
  })
})

describe("isEmptyPrompt", () => {
  it.each<[Prompt, boolean]>([
    [{ kind: "text", text: " \n\t" }, true],
    [{ kind: "text", text: "Hi" }, false],
    [chat({ role: "system", content: "Be brief" }), true],
    [chat({ role: "system", content: "Be brief" }, { role: "user", content: " " }), true],
    [chat({ role: "user", content: "Hi" }), false],
    [chat({ role: "assistant", content: "Go on from" }), false],
    [chat(parts), false],
  ])("%j: %s", (prompt, empty) => {
    expect(isEmptyPrompt(prompt)).toBe(empty)
  })
})

describe("promptSchema", () => {
  it("takes raw text and messages, and nothing in between", () => {
    expect(promptSchema.safeParse({ kind: "text", text: "" }).success).toBe(true)
    expect(promptSchema.safeParse(chat(parts)).success).toBe(true)
    for (const wrong of [
      { kind: "text" },
      { kind: "chat", messages: [] },
      { kind: "chat", messages: [{ role: "robot", content: "" }] },
      { kind: "chat", messages: [{ role: "user", content: [{ type: "audio" }] }] },
      { kind: "chat", messages: Array.from({ length: 501 }, () => ({ role: "user", content: "" })) },
    ])
      expect(promptSchema.safeParse(wrong).success).toBe(false)
  })
})
