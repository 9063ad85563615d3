import { expect, test } from "vitest"
import { holdsOneOf } from "./font-faces.ts"

const has = (range: string, text: string) =>
  holdsOneOf(range, new Set([...text].map((character) => character.codePointAt(0) ?? 0)))

test("a picture takes along the slices of a face that its characters are in, and no others", () => {
  expect(has("U+0-FF, U+131", "abc")).toBe(true)
  expect(has("U+0-FF, U+131", "ı")).toBe(true)
  expect(has("U+4E00-4EFF", "abc")).toBe(false)
  expect(has("u+4e??", "中")).toBe(true)
  expect(has("U+1F600-1F64F", "🙂")).toBe(true)
  expect(has("", "anything")).toBe(true)
})
