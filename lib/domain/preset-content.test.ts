import fc from "fast-check"
import { expect, test } from "vitest"
import { imagesOfSetup, presetVersion, readPresetContent } from "./preset-content.ts"
import { anySetup, aSetup } from "./setup.fixture.ts"

const view = {
  rendering: "markdown",
  reading: "diff",
  diffBy: "auto",
  syncScroll: true,
  judging: false,
  layout: "table",
} as const

/** Content as each version has stored it, to the letter. Never changed: a new version adds its own sample. */
const samples: Record<number, string> = {
  1: `{"version":1,"setup":{"mode":"chat","promptText":"","system":"You are brief.","turns":[{"id":"t1","role":"user",
    "text":"Tell me about {{city}}"}],"columns":[{"id":"a","connectionId":"sandbox","model":"sandbox-small","parameters":{
    "temperature":{"on":true,"value":0.7},"stop":{"on":false,"value":["\\n"]}},"samples":2,"name":"Calm"},{"id":"b",
    "connectionId":"c-1","model":"deepseek-chat","parameters":{},"samples":1,"system":"You are a poet."}],"baselineId":"a",
    "variables":{"names":["city"],"rows":[{"id":"r1","values":{"city":"北京"}}]},"checks":[{"id":"k","kind":"contains",
    "text":"城","not":false,"ignoreCase":true}],"concurrency":5,"costCeiling":0.5},"view":{"rendering":"plain",
    "reading":"consensus","diffBy":"words","syncScroll":false,"judging":true,"layout":"columns"}}`,
}

test("what any version has saved opens today with all that was in it", () => {
  expect(Object.keys(samples).map(Number)).toEqual(
    Array.from({ length: presetVersion }, (_, index) => index + 1),
  )
  for (const sample of Object.values(samples)) {
    const read = readPresetContent(JSON.parse(sample))
    expect(read).toMatchObject({
      content: {
        version: presetVersion,
        setup: {
          system: "You are brief.",
          columns: [{ name: "Calm", samples: 2 }, { system: "You are a poet." }],
          variables: { rows: [{ values: { city: "北京" } }] },
        },
        view: { reading: "consensus" },
      },
    })
  }
})

test.each([
  ["a later version", { version: presetVersion + 1, anything: 1 }, { problem: "newer" }],
  ["no version", { setup: aSetup(), view }, { problem: "not_preset" }],
  ["nothing", null, { problem: "not_preset" }],
  ["a list", [], { problem: "not_preset" }],
  [
    "a column too many samples",
    { version: 1, view, setup: aSetup({ columns: [{ ...aSetup().columns[0], samples: 21 } as never] }) },
    { problem: "not_preset", field: "setup.columns.0.samples" },
  ],
  [
    "two columns of one id",
    { version: 1, view, setup: aSetup({ columns: [...aSetup().columns, ...aSetup().columns] }) },
    { problem: "not_preset" },
  ],
  [
    "a chat without a question",
    { version: 1, view, setup: aSetup({ turns: [{ id: "a", role: "assistant", text: "Hi" }] }) },
    { problem: "not_preset" },
  ],
])("%s is refused and named", (_, value, outcome) => {
  expect(readPresetContent(value)).toEqual(outcome)
})

test("whatever a workspace holds is content, and stays what it is", () => {
  fc.assert(
    fc.property(anySetup(), (setup) => {
      const content = { version: 1, setup, view }
      expect(readPresetContent(JSON.parse(JSON.stringify(content)))).toEqual({ content })
    }),
  )
})

test("the images of a setup are those of its messages, and what all columns or one start from", () => {
  const hash = (digit: string) => digit.repeat(64)
  const [column] = aSetup().columns
  const setup = aSetup({
    turns: [{ id: "t", role: "user", text: "", images: [hash("a"), hash("b")] }],
    initImage: { sha256: hash("b") },
    mask: hash("c"),
    columns: [{ ...column, start: { initImage: { sha256: hash("d") }, mask: hash("e") } } as never],
  })
  expect(imagesOfSetup(setup).sort()).toEqual(["a", "b", "c", "d", "e"].map(hash))
})
