import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Check } from "#lib/domain/check-schema"
import { checkProblems, countCharacters, judge, type PlainCheck, readJson } from "./checks.ts"
import { countWords } from "./count-words.ts"

const contains = (text: string, more: Partial<Extract<Check, { kind: "contains" }>> = {}): PlainCheck => ({
  id: "c",
  kind: "contains",
  text,
  not: false,
  ignoreCase: false,
  ...more,
})
const length = (unit: "characters" | "words", min?: number, max?: number): PlainCheck => ({
  id: "c",
  kind: "length",
  unit,
  min,
  max,
})

describe("contains", () => {
  it.each([
    ["the words as they are", contains("Paris"), "It is Paris.", true],
    ["another case only when asked", contains("paris"), "It is Paris.", false],
    ["another case when asked", contains("paris", { ignoreCase: true }), "It is PARIS.", true],
    ["what must not be there, and is", contains("sorry", { not: true }), "I am sorry", false],
    ["what must not be there, and is not", contains("sorry", { not: true }), "", true],
    ["Chinese", contains("雨"), "窗外的雨声", true],
    ["the signs of a pattern as they are", contains("a.c"), "abc", false],
  ])("%s", (_, check, output, passed) => {
    expect(judge(check, output).passed).toBe(passed)
  })

  it("says where the forbidden words stand", () => {
    expect(judge(contains("b", { not: true }), "ab").detail).toBe("Found at character 2.")
  })

  it("a check without words is no check that passes", () => {
    for (const not of [true, false])
      expect(judge(contains("", { not }), "anything")).toMatchObject({ passed: null, reason: "invalid" })
  })
})

describe("length", () => {
  it("counts the characters that a reader sees", () => {
    expect(countCharacters("naïve")).toBe(5)
    expect(countCharacters("nai\u0308ve")).toBe(5)
    expect(countCharacters("👩‍👩‍👧‍👦")).toBe(1)
    expect(countCharacters("下雨了。")).toBe(4)
    expect(countCharacters("a\r\nb")).toBe(3)
    expect(countCharacters("")).toBe(0)
  })

  it("counts Chinese words, which no spaces part", () => {
    expect(countWords("今天天气很好。")).toBeGreaterThan(1)
    expect(countWords("今天天气很好。")).toBeLessThan(7)
    expect(countWords("It's a dog's life – isn’t it?")).toBe(6)
    expect(countWords(" ... ")).toBe(0)
  })

  it.each([
    [length("words", 2), "one", false],
    [length("words", 2), "one two", true],
    [length("words", undefined, 2), "one two three", false],
    [length("characters", 1, 3), "abc", true],
    [length("characters", 1, 3), "", false],
    [length("characters", 0, 0), "", true],
  ])("keeps to its limits, both included", (check, output, passed) => {
    expect(judge(check, output).passed).toBe(passed)
  })

  it("a length without limits is no check that passes", () => {
    expect(judge(length("words"), "x")).toMatchObject({ passed: null, reason: "invalid" })
  })
})

describe("json", () => {
  it.each([
    ['{"a": 1}', true],
    ["  [1, 2]\n", true],
    ["null", true],
    ['```json\n{"a": 1}\n```', true],
    ['\n```\n{"a": "```"}\n```\n', true],
    ["````\n[]\n````", true],
    ['Here it is:\n```json\n{"a": 1}\n```', false],
    ['```json\n{"a": 1}\n```\nDone.', false],
    ["```json\n{}\n```\n```json\n{}\n```", false],
    ['```json {"a": 1}```', false],
    ["```json\n```", false],
    ["{'a': 1}", false],
    ["", false],
  ])("takes JSON, bare or as the only code block: %j", (output, passed) => {
    const result = judge({ id: "c", kind: "json" }, output)
    expect(result.passed).toBe(passed)
    expect(result.detail === undefined).toBe(passed)
  })

  it("reads whatever is JSON, fenced or not", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value, null, 1)
        const expected = { ok: true, value: JSON.parse(text) }
        expect(readJson(text)).toEqual(expected)
        expect(readJson(`\`\`\`json\n${text}\n\`\`\``)).toEqual(expected)
      }),
    )
  })
})

describe("checkProblems", () => {
  it("names the check and the field, with the engine's own reason", () => {
    const checks: Check[] = [
      { id: "1", kind: "regex", pattern: "a+", flags: "i", not: false },
      { id: "2", kind: "regex", pattern: "(a", flags: "", not: false },
      { id: "3", kind: "regex", pattern: "a", flags: "ii", not: false },
      { id: "4", kind: "json_schema", schema: "{" },
      { id: "5", kind: "json_schema", schema: "[]" },
      { id: "6", kind: "json_schema", schema: '{"type": "object"}' },
      { id: "7", kind: "length", unit: "words", min: 5, max: 2 },
    ]
    expect(checkProblems(checks).map(({ index, field }) => [index, field])).toEqual([
      [1, "pattern"],
      [2, "flags"],
      [3, "schema"],
      [4, "schema"],
      [6, "max"],
    ])
    expect(checkProblems(checks)[0]?.message).toContain("Unterminated group")
  })
})
