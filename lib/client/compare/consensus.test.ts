import { expect, test } from "vitest"
import { consensus } from "./consensus.ts"

test("each sentence knows which texts have it", () => {
  const [first, second, third] = consensus(["Same. Two of us.", "Same.\nOnly me.", "Two  of us. Same."])
  expect(first).toEqual([
    { text: "Same. ", in: [0, 1, 2] },
    { text: "Two of us.", in: [0, 2] },
  ])
  expect(second).toEqual([
    { text: "Same.\n", in: [0, 1, 2] },
    { text: "Only me.", in: [1] },
  ])
  expect(third?.map((sentence) => sentence.in)).toEqual([
    [0, 2],
    [0, 1, 2],
  ])
})

test("white space does not count, case does", () => {
  expect(consensus(["A  cat.", "A\ncat."])[0]?.[0]?.in).toEqual([0])
  expect(consensus(["A  cat.", "A cat. "])[0]?.[0]?.in).toEqual([0, 1])
  expect(consensus(["A cat.", "a cat."])[0]?.[0]?.in).toEqual([0])
})

test("a text that says a thing twice has it once, and Chinese sentences are told apart", () => {
  expect(consensus(["好。好。坏。", "好。"])[0]).toEqual([
    { text: "好。", in: [0, 1] },
    { text: "好。", in: [0, 1] },
    { text: "坏。", in: [0] },
  ])
})

test("the sentences put together are the text; an empty text has none", () => {
  const text = "\n\n# Title\n\n1. One. Two?\n2. Three\n\n```\ncode()\n```\n"
  expect(
    consensus([text, ""]).map((sentences) => sentences.map((sentence) => sentence.text).join("")),
  ).toEqual([text, ""])
})
