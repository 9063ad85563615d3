import { expect, test } from "vitest"
import { wrappedText } from "./wrapped-text.ts"

const upTo = (width: number) => (line: string) => [...line].length <= width

test("a text is broken between words, and no word is lost", () => {
  expect(wrappedText("one two three four", upTo(9), 5)).toEqual(["one two", "three", "four"])
  expect(wrappedText("  one\n two  ", upTo(20), 5)).toEqual(["one two"])
  expect(wrappedText("", upTo(9), 5)).toEqual([])
})

test("Chinese is broken without spaces", () => {
  const lines = wrappedText("一只坐在窗台上的橘猫", upTo(4), 5)
  expect(lines.join("")).toBe("一只坐在窗台上的橘猫")
  expect(lines.every((line) => [...line].length <= 4)).toBe(true)
})

test("a word longer than a line is broken inside", () => {
  expect(wrappedText("abcdefghij", upTo(4), 5)).toEqual(["abcd", "efgh", "ij"])
})

test("what is beyond the last line ends in an ellipsis that fits", () => {
  expect(wrappedText("one two three four", upTo(9), 2)).toEqual(["one two", "three…"])
  expect(wrappedText("aaaa bbbb cccc", upTo(4), 1)).toEqual(["aaa…"])
})
