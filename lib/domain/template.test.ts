import fc from "fast-check"
import { expect, test } from "vitest"
import type { Variables } from "#lib/domain/setup-schema"
import { fill, missingNames, renameInText, templateParts, variablesIn } from "#lib/domain/template"

test("names are found in any script, once each, in the order of the prompt", () => {
  expect(variablesIn("{{b}} {{ a }} {{b}} {{城市}} {{ключ_1}} {{user.name}} {{x-y}}")).toEqual([
    "b",
    "a",
    "城市",
    "ключ_1",
    "user.name",
    "x-y",
  ])
})

test("a name that a Mac decomposed is the one that was typed", () => {
  expect(variablesIn("{{cafe\u0301}} {{caf\u00e9}}")).toEqual(["caf\u00e9"])
  expect(fill("{{cafe\u0301}}", { caf\u00e9: "x" })).toBe("x")
})

test("code and JSON in a prompt are left alone", () => {
  for (const text of ['{{"a": 1}}', "{{ a b }}", "{{}}", "{a}", "{{a}", "}}{{", "{{a\\}}"]) {
    expect(variablesIn(text), text).toEqual([])
    expect(fill(text, { a: "X", "a b": "Y" }), text).toBe(text)
  }
})

test("an escaped mark is sent as two braces", () => {
  expect(fill("\\{{name}} is {{name}}", { name: "Ada" })).toBe("{{name}} is Ada")
  expect(variablesIn("\\{{name}}")).toEqual([])
})

test("three braces hold a name and one brace", () => {
  expect(fill("{{{a}}}", { a: "1" })).toBe("{1}")
})

test("a value is text: what looks like a variable in it is not filled again", () => {
  expect(fill("{{a}}{{b}}", { a: "{{b}}", b: "{{a}}" })).toBe("{{b}}{{a}}")
  expect(fill("{{a}}", { a: "$& $1 \\{{" })).toBe("$& $1 \\{{")
})

test("a name without a value stays as it was typed, also one that every object has", () => {
  expect(fill("{{ a }} {{constructor}} {{__proto__}}", {})).toBe("{{ a }} {{constructor}} {{__proto__}}")
  expect(fill("{{a}}", { a: "" })).toBe("")
})

test("no text and no value makes filling throw, and a text without braces goes through unchanged", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc
      .array(fc.constantFrom("{", "}", "\\", "a", " ", "{{a}}", "{{", "}}", "é"))
      .map((parts) => parts.join("")),
  )
  fc.assert(
    fc.property(text, fc.dictionary(fc.string(), fc.string()), (given, values) => {
      const filled = fill(given, values)
      if (!given.includes("{{")) expect(filled).toBe(given)
    }),
  )
})

test("the pieces tell where each variable was typed", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("{{a}}", "{{ b }}", "x", "\n", "{")).map((parts) => parts.join("")),
      (text) => {
        for (const part of templateParts(text))
          if (part.kind === "variable")
            expect(text.slice(part.start, part.start + part.source.length)).toBe(part.source)
        expect(fill(text, {})).toBe(text)
      },
    ),
  )
})

const table: Variables = {
  names: ["city", "extra", "year"],
  rows: [
    { id: "1", values: { city: "Rome", year: "1960" } },
    { id: "2", values: { city: "  ", year: "2000" } },
    { id: "3", values: { year: "2020" } },
  ],
}

test("what the table leaves out is named, with its rows", () => {
  expect(missingNames(["year", "country", "city"], table)).toEqual([
    { kind: "no_column", name: "country" },
    { kind: "empty", name: "city", rows: [2, 3] },
  ])
  expect(missingNames([], table)).toEqual([])
})

test("a variable is renamed wherever it is named, and nowhere else", () => {
  expect(renameInText("{{a}} a {{ a }} \\{{a}} {{ab}}", "a", "town")).toBe(
    "{{town}} a {{town}} \\{{a}} {{ab}}",
  )
})
