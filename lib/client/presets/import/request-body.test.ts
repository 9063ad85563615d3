import { expect, test } from "vitest"
import type { Setup } from "#lib/domain/setup-schema"
import { readImport } from "./read-import.ts"

function only(value: unknown) {
  const reading = readImport(JSON.stringify(value))
  if (!("found" in reading) || !reading.found.items[0]) throw new Error(JSON.stringify(reading))
  const [item] = reading.found.items
  return { ...item, setup: item.content.setup, kind: reading.found.kind }
}
const sent = ({ columns: [column] }: Setup) =>
  Object.fromEntries(
    Object.entries(column?.parameters ?? {}).flatMap(([name, { on, value }]) => (on ? [[name, value]] : [])),
  )

test("a chat request becomes messages, settings, tools and a schema; what has no control goes along as it is", () => {
  const tools = [{ type: "function", function: { name: "now", parameters: { type: "object" } } }]
  const { setup, notes, kind } = only({
    model: "deepseek-flash",
    stream: true,
    messages: [
      { role: "developer", content: "Be brief." },
      {
        role: "user",
        content: [
          { type: "text", text: "What is {{this}}?" },
          { type: "image_url", image_url: { url: "data:image/png;base64,xx" } },
        ],
      },
      {
        role: "assistant",
        content: null,
        tool_calls: [{ id: "c1", type: "function", function: { name: "now", arguments: "{}" } }],
      },
      { role: "tool", tool_call_id: "c1", content: "noon" },
      { role: "user", content: "And now?" },
      { role: "assistant", content: "It", prefix: true },
    ],
    temperature: 0.2,
    max_completion_tokens: 99,
    stop: "END",
    seed: null,
    n: 3,
    thinking: { type: "disabled" },
    logprobs: true,
    top_logprobs: 4,
    response_format: { type: "json_object" },
    tools,
    tool_choice: "auto",
    top_k: 7,
    metadata: { team: "a" },
    user_id: "u-1",
  })
  expect(kind).toBe("request")
  expect(setup).toMatchObject({
    mode: "chat",
    system: "Be brief.",
    prefix: "It",
    turns: [
      { role: "user", text: "What is {{this}}?" },
      { role: "assistant", text: "", calls: [{ id: "c1", name: "now", arguments: "{}" }] },
      { role: "tool", callId: "c1", text: "noon" },
      { role: "user", text: "And now?" },
    ],
    columns: [{ connectionId: "kind:deepseek", model: "deepseek-flash", samples: 3 }],
  })
  expect(JSON.parse(setup.tools?.text ?? "")).toEqual(tools)
  expect(sent(setup)).toEqual({
    temperature: 0.2,
    max_tokens: 99,
    stop: ["END"],
    thinking: false,
    logprobs: 4,
    response_format: "json_object",
    tool_choice: "auto",
  })
  expect(JSON.parse(setup.columns[0]?.extra?.text ?? "")).toEqual({ top_k: 7, metadata: { team: "a" } })
  expect(notes).toEqual([
    { kind: "imagesLeft", count: 1 },
    { kind: "extraFields", names: ["top_k", "metadata"] },
    { kind: "fieldsLeft", names: ["user_id"] },
  ])
})

test("an answer's schema is kept as a schema", () => {
  const json_schema = { name: "person", schema: { type: "object" }, strict: true }
  const { setup } = only({
    model: "m",
    messages: [{ role: "user", content: "x" }],
    response_format: { type: "json_schema", json_schema },
  })
  expect(sent(setup)).toEqual({ response_format: "json_schema" })
  expect(JSON.parse(setup.answerSchema?.text ?? "")).toEqual(json_schema)
})

test("a completion keeps its suffix, and of several prompts the first", () => {
  const { setup, notes } = only({ model: "m", prompt: ["def f(", "g"], suffix: "return 1", max_tokens: 5 })
  expect(setup).toMatchObject({ mode: "completion", promptText: "def f(", suffix: "return 1" })
  expect(notes).toContainEqual({ kind: "firstPromptOnly", count: 2 })
})

test("a request for images is known by its model or its fields", () => {
  const { setup, notes } = only({
    model: "gpt-image-2",
    prompt: "A fox",
    n: 2,
    size: "1024x1024",
    quality: "low",
  })
  expect(setup).toMatchObject({ mode: "image", promptText: "A fox", columns: [{ model: "gpt-image-2" }] })
  expect(sent(setup)).toEqual({ num_images: 2, size: "1024x1024" })
  expect(JSON.parse(setup.columns[0]?.extra?.text ?? "")).toEqual({ quality: "low" })
  expect(notes).toEqual([{ kind: "extraFields", names: ["quality"] }])
  const local = only({
    prompt: "A fox",
    negative_prompt: "snow",
    width: 512,
    height: 768,
    steps: 9,
    init_images: ["…"],
  })
  expect(local.setup).toMatchObject({
    mode: "image",
    negative: "snow",
    columns: [{ connectionId: "kind:sandbox", model: "sandbox-image" }],
  })
  expect(local.notes).toEqual([
    { kind: "imagesLeft", count: 1 },
    expect.objectContaining({ kind: "extraFields" }),
    { kind: "noModel" },
  ])
})

test.each([
  ["an embedding", { model: "e", input: "x" }],
  ["no messages", { model: "m", messages: [] }],
  ["messages that are none", { model: "m", messages: [1, null, { role: "pope" }] }],
  ["an empty object", {}],
  ["a number", 5],
])("%s is not taken for a request", (_, value) => {
  expect(readImport(JSON.stringify(value))).toEqual({ problem: { kind: "unknown" } })
})

test("a setting of the wrong kind is sent as it stands, and names of prototypes are only names", () => {
  const text = `{"model":"m","messages":[{"role":"user","content":"x"},{"role":"__proto__","content":"y"}],"temperature":"hot","__proto__":{"polluted":1},"constructor":1}`
  const reading = readImport(text)
  expect(reading).toMatchObject({
    found: { items: [{ notes: [{ kind: "partsLeft", count: 1 }, { kind: "extraFields" }] }] },
  })
  expect({}).not.toHaveProperty("polluted")
})

test("a key in the body is thrown away, and that is said", () => {
  const { setup, notes } = only({
    model: "m",
    messages: [{ role: "user", content: "x" }],
    api_key: "sk-secret",
  })
  expect(JSON.stringify(setup)).not.toContain("sk-secret")
  expect(notes).toEqual([{ kind: "keysDropped", names: ["api_key"] }])
})
