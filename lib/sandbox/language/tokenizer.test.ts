import fc from "fast-check"
import { expect, test } from "vitest"
import { trainedModel } from "./trained.fixture.ts"

// A lossy tokeniser would swallow characters of prompts in echo, and miscount what people pay for.
const joined = (text: string): string =>
  trainedModel()
    .tokenizer.encode(text)
    .map((token) => token.text)
    .join("")

test("tokens joined are the text, for any text at all", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => joined(text) === text))
})

test.each([
  "Temperature 0.7, top_p 0.95\n\n\tindented  code {\n}\n",
  "温度越高，文字越活泼🙂。mixed 中英 text",
  "👩‍👩‍👧‍👦 flags 🇨🇳 é̂ \u0000 \ud800 lone",
  "```js\nconst a = `x`\n```",
])("tokens joined are the text: %j", (text) => {
  expect(joined(text)).toBe(text)
})

test("known words are one token, unknown ones a few", () => {
  const count = (text: string): number => trainedModel().count(text)
  expect(count("The temperature of the answer")).toBe(5)
  expect(count("温度")).toBe(1)
  expect(count(" sesquipedalian")).toBeGreaterThan(1)
  expect(count("")).toBe(0)
})
