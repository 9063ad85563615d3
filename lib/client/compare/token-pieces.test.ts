import { expect, test } from "vitest"
import type { Token } from "#lib/domain/outcome"
import { isWhole, piecesOf, stepOf, textAfter, textBefore } from "./token-pieces.ts"

const token = (text: string, change: Partial<Token> = {}): Token => ({ text, logprob: 0, top: [], ...change })
const shown = (tokens: Token[]) => piecesOf(tokens).map((piece) => piece.shown)
const bytesOf = (text: string) => [...new TextEncoder().encode(text)]

test("white space that would not be seen is", () => {
  expect(shown([token("Hi"), token(" "), token(" there"), token(".\n\n"), token("\t"), token("")])).toEqual([
    "Hi",
    "␣",
    " there",
    ".↵\n↵\n",
    "→\t",
    "·",
  ])
})

test("a character in several tokens is shown once, and each of them says so", () => {
  const [a, b, c] = bytesOf("深") as [number, number, number]
  const tokens = [
    token("水", { bytes: bytesOf("水") }),
    token("\ufffd", { bytes: [a, b] }),
    token("\ufffd", { bytes: [c] }),
    token("!", { bytes: [33] }),
  ]
  const pieces = piecesOf(tokens)
  expect(pieces.map((piece) => piece.shown)).toEqual(["水", "深", "·", "!"])
  expect(pieces[2]?.part).toEqual({ character: "深", number: 2, of: 2 })
  expect(pieces[3]?.part).toBeUndefined()
})

test("an emoji in four tokens, one a byte", () => {
  const tokens = bytesOf("🙂").map((byte) => token("\ufffd", { bytes: [byte] }))
  expect(shown(tokens)).toEqual(["🙂", "·", "·", "·"])
})

test("bytes that never make a character stay as they came, and spoil nothing after them", () => {
  const tokens = [
    token("\ufffd", { bytes: [0xe6] }),
    token("ok", { bytes: bytesOf("ok") }),
    token("\ufffd", { bytes: [0xe6] }),
  ]
  expect(shown(tokens)).toEqual(["\ufffd", "ok", "\ufffd"])
})

test("shades follow the probability; one that is not known has none", () => {
  expect([1, 0.9, 0.89, 0.6, 0.3, 0.1, 0.001].map(stepOf)).toEqual([0, 0, 1, 2, 3, 4, 5])
  expect(piecesOf([token("x", { logprob: null })])[0]).toMatchObject({ probability: null, step: null })
  expect(piecesOf([token("x", { logprob: Math.log(0.6) })])[0]?.probability).toBeCloseTo(0.6)
  expect(piecesOf([token("x", { logprob: 1e-9 })])[0]?.probability).toBe(1)
})

test("a text is continued from whole characters only", () => {
  const [a, b, c] = bytesOf("深") as [number, number, number]
  const tokens = [token("I"), token("\ufffd", { bytes: [a, b] }), token("\ufffd", { bytes: [c] }), token("!")]
  expect([0, 1, 2, 3, 4].map((index) => textBefore(tokens, index))).toEqual([
    "",
    "I",
    undefined,
    "I深",
    "I深!",
  ])
  expect(isWhole({ text: "\ufffd", bytes: [a] })).toBe(false)
  expect(isWhole({ text: "\ufffd" })).toBe(false)
  expect(isWhole({ text: "深", bytes: [a, b, c] })).toBe(true)
})

test("what came without tokens after the others is still shown; tokens of another text are not taken for its", () => {
  expect(textAfter([token("One"), token(" two")], "One two three")).toBe(" three")
  expect(textAfter([token("One")], "One")).toBe("")
  expect(textAfter([token("Thought")], "One")).toBeUndefined()
})
