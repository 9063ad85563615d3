import { describe, expect, it } from "vitest"
import { maxTools, namedSchema, readAnswerSchema, readExtra, readTools } from "#lib/domain/tools"
import { toolsSchema } from "#lib/domain/tools-schema"

const tool = {
  type: "function",
  function: { name: "weather", description: "Now", parameters: { type: "object" } },
}

describe("the tools that a person writes", () => {
  it("are taken as a list or alone, and by the server likewise", () => {
    expect(readTools(JSON.stringify([tool])).value).toEqual([tool])
    expect(readTools(JSON.stringify(tool)).value).toEqual([tool])
    expect(toolsSchema.safeParse([tool]).success).toBe(true)
  })

  it("are none where nothing is written", () => {
    for (const text of ["", " \n", "[]"]) expect(readTools(text)).toEqual({})
  })

  it.each<[string, unknown, object]>([
    ["no function", { name: "x" }, { problem: "type", place: ".type" }],
    ["nothing described", [{ type: "function" }], { problem: "function", place: "[0].function" }],
    [
      "a name with a space",
      [tool, { type: "function", function: { name: "a b" } }],
      { problem: "name", place: "[1].function.name" },
    ],
    [
      "parameters in a list",
      [{ type: "function", function: { name: "a", parameters: [] } }],
      { problem: "parameters", place: "[0].function.parameters" },
    ],
    [
      "strict in words",
      [{ type: "function", function: { name: "a", strict: "yes" } }],
      { problem: "strict", place: "[0].function.strict" },
    ],
    ["a name twice", [tool, tool], { problem: "same_name", name: "weather" }],
    ["too many", Array.from({ length: maxTools + 1 }, () => tool), { problem: "too_many" }],
  ])("say where they are wrong: %s", (_, json, problem) => {
    expect(readTools(JSON.stringify(json)).problem).toEqual(problem)
  })

  it("say in which line they stop being JSON", () => {
    expect(readTools('[\n  {"type": }\n]').problem).toEqual({ problem: "not_json", line: 2, column: 12 })
  })
})

describe("the schema of an answer", () => {
  it("may be bare or in the API's own wrapping, and is sent with a name either way", () => {
    const bare = { type: "object", properties: { name: { type: "string" } } }
    expect(readAnswerSchema(JSON.stringify(bare)).value).toEqual(bare)
    expect(namedSchema({ type: "object" })).toEqual({ name: "answer", schema: { type: "object" } })
    const wrapped = { name: "city", schema: { type: "object" }, strict: true }
    expect(namedSchema(wrapped)).toEqual(wrapped)
    expect(readAnswerSchema('{"name":"a b","schema":{}}').problem).toMatchObject({ problem: "name" })
    expect(readAnswerSchema("[]").problem).toEqual({ problem: "not_object" })
  })
})

describe("the extra fields of a column", () => {
  it("are any object, but for what Bracket writes itself", () => {
    expect(readExtra('{"top_a": 0.2}').value).toEqual({ top_a: 0.2 })
    expect(readExtra('{"stream": false}').problem).toEqual({ problem: "reserved", name: "stream" })
    expect(readExtra("3").problem).toEqual({ problem: "not_object" })
    expect(readExtra("{}")).toEqual({})
  })
})
