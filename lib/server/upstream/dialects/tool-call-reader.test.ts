import { expect, it } from "vitest"
import { readToolCalls } from "#lib/domain/tool-calls"
import { createToolCallReader } from "./tool-call-reader.ts"

type Piece = { index?: number; id?: string; name?: string; arguments?: unknown }

/** What is said of these messages, each a list of pieces; `|` between what each message said. */
function read(...messages: Piece[][]) {
  const reader = createToolCallReader()
  const said = messages.map((pieces) =>
    reader.read({
      tool_calls: pieces.map(({ index, id, ...called }) => ({
        index,
        id,
        type: "function",
        function: called,
      })),
    }),
  )
  return { said, calls: readToolCalls(said.join("") + reader.rest()) }
}

it("says a call while its arguments are being written, for a person who watches", () => {
  const { said } = read(
    [{ index: 0, id: "a", name: "weather", arguments: "" }],
    [{ index: 0, arguments: '{"city":' }],
    [{ index: 0, arguments: '"Bern"}' }],
  )
  expect(said).toEqual(["weather#a ", '{"city":', '"Bern"}'])
})

it("keeps calls apart whose pieces come in turns", () => {
  const { calls } = read(
    [
      { index: 0, id: "a", name: "weather", arguments: '{"city"' },
      { index: 1, id: "b", name: "time", arguments: '{"zone"' },
    ],
    [
      { index: 1, arguments: ':"CET"}' },
      { index: 0, arguments: ':"Bern"}' },
    ],
  )
  expect(calls).toEqual([
    { id: "a", name: "weather", arguments: '{"city":"Bern"}' },
    { id: "b", name: "time", arguments: '{"zone":"CET"}' },
  ])
})

it("reads servers that send whole calls without an index, or all with the same", () => {
  const whole = [
    { id: "a", name: "one", arguments: "{}" },
    { id: "b", name: "two", arguments: { x: 1 } },
  ]
  const expected = [
    { id: "a", name: "one", arguments: "{}" },
    { id: "b", name: "two", arguments: '{"x":1}' },
  ]
  expect(read(whole).calls).toEqual(expected)
  expect(read(...whole.map((piece) => [{ ...piece, index: 0 }])).calls).toEqual(expected)
})

it("gives a call an id where the server has none, so that it can be answered", () => {
  expect(read([{ index: 0, name: "one", arguments: "{}" }]).calls).toEqual([
    { id: "call_1", name: "one", arguments: "{}" },
  ])
})

it("says at the end what waited for a call that never came whole", () => {
  const { calls } = read([
    { index: 0, id: "a", name: "one", arguments: '{"cut' },
    { index: 1, id: "b", name: "two", arguments: "{}" },
  ])
  expect(calls.map(({ name }) => name)).toEqual(["one", "two"])
})
