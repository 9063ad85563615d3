import fc from "fast-check"
import { expect, test } from "vitest"
import { readPresetContent } from "#lib/domain/preset-content"
import { oddText } from "#lib/domain/setup.fixture"
import { readImport } from "./read-import.ts"

function items(value: unknown) {
  const reading = readImport(typeof value === "string" ? value : JSON.stringify(value))
  if (!("found" in reading)) throw new Error(JSON.stringify(reading))
  return reading.found.items
}
const node = (parent: string | null, children: string[], role: string, parts: unknown[], more = {}) => ({
  parent,
  children,
  message: { author: { role }, content: { content_type: "text", parts }, ...more },
})

test("of ChatGPT's export the branch is taken that was last looked at, without its last answer", () => {
  const mapping = {
    root: { parent: null, children: ["sys"], message: null },
    sys: node("root", ["ask"], "system", [""], { metadata: { is_visually_hidden_from_conversation: true } }),
    ask: node("sys", ["old", "new"], "user", ["Write {{name}}"]),
    old: node("ask", [], "assistant", ["The old answer"]),
    new: node("ask", ["more"], "assistant", ["The new answer"]),
    more: node("new", ["end"], "user", [{ content_type: "image_asset_pointer" }, "Shorter"]),
    end: node("more", [], "assistant", ["Short"]),
  }
  const [first, second] = items([
    { title: "<b>Greeting</b>", mapping, current_node: "end" },
    { title: "", mapping, current_node: "old" },
  ])
  expect(first).toMatchObject({
    name: "<b>Greeting</b>",
    notes: [{ kind: "imagesLeft", count: 1 }, { kind: "lastAnswerLeft" }, { kind: "noModel" }],
  })
  expect(first?.content.setup.turns.map(({ role, text }) => [role, text])).toEqual([
    ["user", "Write \\{{name}}"],
    ["assistant", "The new answer"],
    ["user", "Shorter"],
  ])
  expect(second?.content.setup.turns).toHaveLength(1)
  expect(second?.name).toBe("Write \\{{name}}")
})

test("a tree that goes in circles, or whose links lead nowhere, ends", () => {
  const mapping = { a: node("b", ["b"], "user", ["A"]), b: node("a", ["a"], "assistant", ["B"]) }
  expect(items({ mapping, current_node: "a" })[0]?.content.setup.turns).toMatchObject([
    { text: "B" },
    { text: "A" },
  ])
  expect(readImport(JSON.stringify({ mapping: { a: 1 }, current_node: "__proto__" }))).toEqual({
    problem: { kind: "no_messages" },
  })
})

test.each([
  [
    "a list of messages",
    [
      { role: "user", content: "Hi" },
      { role: "assistant", content: "Ho" },
    ],
  ],
  [
    "ShareGPT",
    {
      conversations: [
        { from: "human", value: "Hi" },
        { from: "gpt", value: "Ho" },
      ],
    },
  ],
  ["Claude's export", [{ name: "x", chat_messages: [{ sender: "human", text: "Hi" }] }]],
  ["messages without a model", { messages: [{ role: "user", content: "Hi" }] }],
  [
    "training data, a line each",
    `{"messages":[{"role":"user","content":"Hi"}]}\n{"messages":[{"role":"user","content":"Ha"}]}\n`,
  ],
])("%s is read as a chat", (_, value) => {
  const [first] = items(value)
  expect(first?.content.setup).toMatchObject({ mode: "chat", turns: [{ role: "user", text: "Hi" }] })
  expect(first?.content.setup.columns).toMatchObject([
    { connectionId: "kind:sandbox", model: "sandbox-small" },
  ])
})

test("a chat that is longer than a prompt may be keeps its end", () => {
  const messages = Array.from({ length: 1201 }, (_, at) => ({
    role: at % 2 ? "assistant" : "user",
    content: String(at),
  }))
  const [first] = items(messages)
  expect(first?.content.setup.turns).toHaveLength(500)
  expect(first?.content.setup.turns.at(-1)?.text).toBe("1200")
  expect(first?.notes).toContainEqual({ kind: "messagesCut", kept: 500 })
})

test.each([
  ["nothing", " \n", { kind: "empty" }],
  ["words", "Hello there", { kind: "not_json", line: 1, column: 1 }],
  ["JSON that breaks off", '{"a":\n1', { kind: "not_json", line: 2, column: 2 }],
  ["a later file", '{"format":"bracket-presets","version":2}', { kind: "newer" }],
  ["a file of nothing", '{"format":"bracket-presets","version":1,"presets":[]}', { kind: "no_presets" }],
  ["some other JSON", '{"name":"x","dependencies":{}}', { kind: "unknown" }],
  [
    "a chat without a word",
    '{"messages":[{"role":"assistant","content":"x"}], "mapping": {}}',
    { kind: "no_messages" },
  ],
])("%s is told as what it is", (_, text, problem) => {
  expect(readImport(text)).toEqual({ problem })
})

test("brackets within brackets are refused, not choked on", () => {
  const deep = "[".repeat(200_000) + "]".repeat(200_000)
  const reading = readImport(`{"model":"m","messages":[{"role":"user","content":"x"}],"logit_bias":${deep}}`)
  expect(reading).toEqual({ problem: { kind: "too_deep" } })
})

test("whatever JSON comes, what is read is a workspace or a reason", () => {
  const key = fc.constantFrom(
    "model",
    "messages",
    "role",
    "content",
    "mapping",
    "prompt",
    "conversations",
    "from",
    "value",
    "parts",
    "__proto__",
    "tools",
    "response_format",
    "stop",
    "n",
  )
  const leaf = fc.oneof(
    oddText,
    fc.integer(),
    fc.constantFrom(null, true, "user", "assistant", "system", "tool"),
  )
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 6 },
      leaf,
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(key, tie("value"), { maxKeys: 5 }),
    ),
  }))
  const message = fc.record({ role: fc.constantFrom("user", "assistant", "system"), content: value })
  const request = fc.record({
    model: oddText,
    messages: fc.array(message),
    tools: value,
    stop: value,
    response_format: value,
    n: value,
  })
  fc.assert(
    fc.property(fc.oneof(value, request, fc.array(message)), (given) => {
      const reading = readImport(JSON.stringify(given))
      if ("problem" in reading) return
      for (const { name, content } of reading.found.items) {
        expect(name.isWellFormed()).toBe(true)
        expect(readPresetContent(JSON.parse(JSON.stringify(content)))).toHaveProperty("content")
      }
    }),
    { numRuns: 300 },
  )
})
