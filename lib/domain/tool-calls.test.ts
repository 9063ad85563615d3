import { describe, expect, it } from "vitest"
import { readToolCalls, toolCallHead } from "#lib/domain/tool-calls"

describe("the calls of a run", () => {
  it("come back as they were written, pretty arguments and braces in texts included", () => {
    const first = '{\n  "city": "Bern # 1",\n  "note": "time#b "\n}'
    const text = `${toolCallHead("weather", "a", true)}${first}${toolCallHead("time", "call-2", false)}{}`
    expect(readToolCalls(text)).toEqual([
      { id: "a", name: "weather", arguments: first },
      { id: "call-2", name: "time", arguments: "{}" },
    ])
  })

  it("are shown while their arguments are still being written", () => {
    expect(readToolCalls('weather#a {"ci')).toEqual([{ id: "a", name: "weather", arguments: '{"ci' }])
    expect(readToolCalls("")).toEqual([])
  })

  it("of runs from before calls had ids can still be read", () => {
    expect(readToolCalls('weather {"city":"Bern"}\ntime {}')).toEqual([
      { id: "call_1", name: "weather", arguments: '{"city":"Bern"}' },
      { id: "call_2", name: "time", arguments: "{}" },
    ])
    expect(readToolCalls("{broken")).toEqual([{ id: "call_1", name: "", arguments: "{broken" }])
  })
})
