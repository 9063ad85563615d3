import fc from "fast-check"
import { expect, test } from "vitest"
import { jsonErrorAt, jsonErrorPlace } from "#lib/domain/json-error"

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test("the line of a mistake is found", () => {
  expect(jsonErrorPlace('{\n  "a": 1,\n  "b" 2\n}')).toEqual({ line: 3, column: 7 })
  expect(jsonErrorPlace('{\n  "a": [1, 2,]\n}')).toEqual({ line: 2, column: 14 })
  expect(jsonErrorPlace('{\n  "a": 1\n')).toEqual({ line: 3, column: 1 })
  expect(jsonErrorPlace('{"a": 01}')).toEqual({ line: 1, column: 8 })
  expect(jsonErrorPlace("{'a': 1}")).toEqual({ line: 1, column: 2 })
  expect(jsonErrorPlace("")).toEqual({ line: 1, column: 1 })
  expect(jsonErrorPlace("{} {}")).toEqual({ line: 1, column: 4 })
})

test("JSON has no mistake, however deep or long", () => {
  expect(jsonErrorAt(` [${'{"a":['.repeat(20_000)}${"]}".repeat(20_000)}] `)).toBeUndefined()
  expect(jsonErrorAt(JSON.stringify("x".repeat(90_000)))).toBeUndefined()
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(jsonErrorAt(JSON.stringify(value, null, 2))).toBeUndefined()
    }),
  )
})

test("it agrees with the browser about what is JSON", () => {
  const piece = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    "1",
    "-",
    "0",
    ".5",
    "e3",
    "true",
    " ",
    "\n",
    '"',
    "\\u12",
    "nul",
  )
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 9 }).map((parts) => parts.join("")),
      (text) => {
        expect(jsonErrorAt(text) === undefined).toBe(isJson(text))
      },
    ),
    { numRuns: 3000 },
  )
})
