import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Diff, diffTexts } from "./diff-texts.ts"

const drawn = ({ segments }: Diff) =>
  segments
    .map(({ kind, text }) => ({ same: text, added: `{+${text}+}`, removed: `{-${text}-}` })[kind])
    .join("")
const withOnly = ({ segments }: Diff, kind: "added" | "removed") =>
  segments
    .filter((segment) => segment.kind === kind || segment.kind === "same")
    .map(({ text }) => text)
    .join("")

const prose = fc
  .array(
    fc.constantFrom("the", "cat", "sat", ",", ".", "\n", "\n\n- ", "猫坐着", "。", " ", "  ", "👍🏽", "é"),
  )
  .map((parts) => parts.join(" "))

describe("by words", () => {
  test("a changed word is marked, and nothing around it", () => {
    const diff = diffTexts("The cat sat on the mat.", "The dog sat on the mat.", "auto")
    expect(drawn(diff)).toBe("The {-cat -}{+dog +}sat on the mat.")
    expect(diff).toMatchObject({ by: "words", coarse: false })
  })

  test("Chinese, which has no spaces, is compared word by word too", () => {
    expect(drawn(diffTexts("我们今天在上海拍照。", "我们明天在上海拍照。", "auto"))).toBe(
      "我们{-今天-}{+明天+}在上海拍照。",
    )
  })

  test("a comma that happens to stand in both does not split one change into two", () => {
    expect(drawn(diffTexts("in red, green now", "in blue, yellow now", "words"))).toBe(
      "in {-red, green -}{+blue, yellow +}now",
    )
  })

  test("a line that was split is a change, a doubled space is none", () => {
    expect(drawn(diffTexts("one two", "one\ntwo", "words"))).toContain("{+\n+}")
    expect(diffTexts("one two", "one  two", "words").segments).toEqual([{ kind: "same", text: "one  two" }])
  })

  test("the other text can be read off exactly, the baseline but for its spaces", () => {
    fc.assert(
      fc.property(prose, prose, fc.constantFrom("words" as const, "sentences" as const), (a, b, by) => {
        const diff = diffTexts(a, b, by)
        expect(withOnly(diff, "added")).toBe(b)
        expect(withOnly(diff, "removed").replace(/\s/g, "")).toBe(a.replace(/\s/g, ""))
      }),
    )
  })

  test("the same text has one segment, and an empty one has none", () => {
    expect(diffTexts("Same.", "Same.", "auto").segments).toEqual([{ kind: "same", text: "Same." }])
    expect(diffTexts("", "", "auto").segments).toEqual([])
    expect(diffTexts("", "New.", "auto").segments).toEqual([{ kind: "added", text: "New." }])
  })
})

describe("by sentences", () => {
  test("a sentence is replaced as a whole; lines and Chinese marks end one", () => {
    const diff = diffTexts(
      "First. Second one.\n- item\n好。不好。",
      "First. Second two.\n- item\n好。很好。",
      "sentences",
    )
    expect(drawn(diff)).toBe("First. {-Second one.\n-}{+Second two.\n+}- item\n好。{-不好。-}{+很好。+}")
    expect(diff.coarse).toBe(false)
  })

  test("the number of a list stays with its item", () => {
    expect(drawn(diffTexts("1. Rinse.\n2. Cook.", "1. Rinse.\n2. Steam.", "sentences"))).toBe(
      "1. Rinse.\n{-2. Cook.-}{+2. Steam.+}",
    )
  })
})

describe("by JSON", () => {
  test("the order of keys and the line breaks say nothing; a changed value is one line", () => {
    const diff = diffTexts('{"b":1,"a":[1,2]}', '{ "a": [1, 3],\n "b": 1 }', "auto")
    expect(diff.by).toBe("json")
    expect(drawn(diff)).toBe('{\n  "a": [\n    1,\n{-    2\n-}{+    3\n+}  ],\n  "b": 1\n}')
  })

  test("a key that was appended does not mark the line before it, whose comma is new", () => {
    expect(drawn(diffTexts('{"a":1}', '{"a":1,"b":2}', "auto"))).toBe('{\n  "a": 1,\n{+  "b": 2\n+}}')
  })

  test("a code block around it is not part of it", () => {
    expect(diffTexts('```json\n{"a":1}\n```', '{"a":1}', "auto").segments).toEqual([
      { kind: "same", text: '{\n  "a": 1\n}' },
    ])
  })

  test("long numbers that a double cannot tell apart are still different", () => {
    expect(diffTexts("[12345678901234567890]", "[12345678901234567891]", "json").segments).toHaveLength(4)
  })

  test("what is no JSON on either side is compared by words, also when JSON was asked for", () => {
    expect(diffTexts('{"a":1}', "{a: 1}", "json").by).toBe("words")
    expect(diffTexts("12", "13", "auto").by).toBe("words")
  })
})

describe("texts that have little in common", () => {
  const text = (words: number, seed: number) =>
    Array.from(
      { length: words },
      (_, n) => `w${(n ** 3 * (seed + 6) + n * n) % 9973}${n % 12 === 11 ? "." : ""}`,
    ).join(" ")

  test("long ones are compared by sentences, which says so", () => {
    const diff = diffTexts(`Kept whole.\n${text(4000, 1)}`, `Kept whole.\n${text(4000, 2)}`, "auto")
    expect(diff).toMatchObject({ by: "sentences", coarse: true })
    expect(diff.segments[0]).toEqual({ kind: "same", text: "Kept whole.\n" })
  })

  test("where even the sentences are too many, one replaces the other", () => {
    const lines = (word: string) => Array.from({ length: 2000 }, (_, n) => `${word} ${n}`).join("\n")
    const diff = diffTexts(lines("a"), lines("b"), "sentences")
    expect(diff).toMatchObject({ by: "whole", coarse: true })
    expect(diff.segments.map(({ kind }) => kind)).toEqual(["removed", "added"])
  })

  test("JSON that nests beyond all reason is compared as text", () => {
    const deep = (inside: string) => "[".repeat(50_000) + inside + "]".repeat(50_000)
    expect(diffTexts(deep("1"), deep("2"), "auto").by).not.toBe("json")
  })
})
