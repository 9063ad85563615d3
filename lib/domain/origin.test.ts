import { describe, expect, it } from "vitest"
import { normalisedText } from "#lib/domain/origin"

describe("a text as copies of it agree on", () => {
  it.each([
    ["line ends", "one\r\ntwo\rthree", "one\ntwo\nthree"],
    ["blanks and tabs at line ends", "one \t\n two", "one two"],
    ["blanks around it", "\n\n  one two \u3000", "one two"],
    ["a blank that does not break", "one\u00a0two", "one two"],
    ["letters put together from two signs", "cafe\u0301", "café"],
  ])("is the same with other %s", (_name, copy, original) => {
    expect(normalisedText(copy)).toBe(normalisedText(original))
  })

  it.each([
    ["another letter", "one two", "one too"],
    ["another case", "One", "one"],
    ["no blank", "one two", "onetwo"],
  ])("is another with %s", (_name, copy, original) => {
    expect(normalisedText(copy)).not.toBe(normalisedText(original))
  })
})
