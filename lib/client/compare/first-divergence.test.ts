import fc from "fast-check"
import { expect, test } from "vitest"
import { firstDivergence } from "./first-divergence.ts"

test("texts that are the same do not part", () => {
  expect(firstDivergence("same", "same")).toBeUndefined()
})

test("says where they part, and after how many whole words", () => {
  expect(firstDivergence("a cat sat", "a cat ran")).toEqual({ index: 6, words: 2 })
  expect(firstDivergence("今天很好", "今天不好")).toEqual({ index: 2, words: 1 })
})

test("a word that goes on differently is not the same word", () => {
  expect(firstDivergence("one photograph", "one photography")).toEqual({ index: 14, words: 1 })
})

test("a text that ends early parts where it ends", () => {
  expect(firstDivergence("one two", "one two three")).toEqual({ index: 7, words: 2 })
  expect(firstDivergence("", "x")).toEqual({ index: 0, words: 0 })
})

test("a character is never cut: emoji of another colour, accents that are added", () => {
  expect(firstDivergence("ok 👍🏽", "ok 👍🏿")?.index).toBe(3)
  expect(firstDivergence("cafe", "cafe\u0301s")?.index).toBe(3)
  expect(firstDivergence("👨‍👩‍👧!", "👨‍👩‍👦!")?.index).toBe(0)
})

test("what stands before the place is the same in both, as characters", () => {
  const text = fc
    .array(fc.constantFrom("a", "e", "\u0301", "\r", "\n", "👍", "🏽", "\u200d", "🇩", "🇪", "字"))
    .map((x) => x.join(""))
  const characters = (value: string) =>
    [...new Intl.Segmenter("en").segment(value)].map(({ segment }) => segment)
  fc.assert(
    fc.property(text, text, (a, b) => {
      const place = firstDivergence(a, b)
      if (!place) return
      const before = characters(a.slice(0, place.index))
      expect(characters(a).slice(0, before.length)).toEqual(before)
      expect(characters(b).slice(0, before.length)).toEqual(before)
    }),
  )
})
