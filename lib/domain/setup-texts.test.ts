import fc from "fast-check"
import { expect, test } from "vitest"
import { anySetup, aSetup } from "#lib/domain/setup.fixture"
import { mapSetupTexts, type TextPlace } from "#lib/domain/setup-texts"

test("a setup whose texts are left as they are is the same setup", () => {
  fc.assert(
    fc.property(anySetup(), (setup) => {
      expect(mapSetupTexts(setup, (text) => text)).toEqual(setup)
    }),
  )
})

test("everything that somebody can write is looked at: no mark is left once all texts are emptied", () => {
  const mark = "MARK"
  const json = { text: mark, ok: true }
  const setup = aSetup({
    promptText: mark,
    system: mark,
    prefix: mark,
    suffix: mark,
    negative: mark,
    tools: json,
    answerSchema: json,
    turns: [
      {
        id: "t",
        role: "assistant",
        text: mark,
        reasoning: mark,
        calls: [{ id: "c", name: "f", arguments: mark }],
      },
    ],
    variables: { names: ["v"], rows: [{ id: "r", values: { v: mark } }] },
    columns: [
      {
        id: "a",
        name: mark,
        connectionId: "kind:deepseek",
        model: "m",
        parameters: { stop: { on: true, value: [mark] }, user: { on: true, value: mark } },
        samples: 1,
        prompt: mark,
        lead: mark,
        system: mark,
        prefix: mark,
        start: { negative: mark },
        extra: json,
      },
    ],
    checks: [
      { id: "1", kind: "contains", text: mark, not: false, ignoreCase: false },
      { id: "2", kind: "regex", pattern: mark, flags: "", not: false },
      { id: "3", kind: "json_schema", schema: mark },
    ],
  })
  const places: TextPlace[] = []
  const emptied = mapSetupTexts(setup, (text, place) => {
    places.push(place)
    return text.replace(mark, "")
  })
  expect(JSON.stringify(emptied)).not.toContain(mark)
  expect(places).toContainEqual({ part: "variable", name: "v", number: 1 })
  expect(places).toContainEqual({ part: "check", number: 3 })
})
