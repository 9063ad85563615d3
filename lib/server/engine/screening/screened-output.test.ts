import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Token } from "#lib/domain/outcome"
import { ScreenedOutput } from "#lib/server/engine/screening/screened-output"
import { buildMatcher, type ScreeningList, type WordMatcher } from "#lib/server/engine/screening/word-matcher"
import { matcherOf, wordsOf } from "#lib/server/engine/screening/words.fixture"

/** What goes out of a channel, and what was found in it. */
function through(matcher: WordMatcher, pieces: string[], tokensOf?: (piece: string) => Token[]) {
  let found = 0
  let alternatives = 0
  const output = new ScreenedOutput(matcher, {
    onFound: () => void found++,
    onAlternative: () => void alternatives++,
  })
  let text = ""
  const tokens: Token[] = []
  let isBlocked = false
  for (const step of [
    ...pieces.map((piece) => () => output.write(piece, tokensOf?.(piece))),
    () => output.end(),
  ]) {
    const released = step()
    text += released.text
    tokens.push(...(released.tokens ?? []))
    isBlocked = released.blockedBy !== undefined
    if (isBlocked) break
  }
  return { text, tokens, isBlocked, found, alternatives }
}

const token = (text: string, ...top: string[]): Token => ({
  text,
  bytes: [...Buffer.from(text)],
  logprob: -0.5,
  top: [text, ...top].map((each) => ({ text: each, logprob: -1 })),
})

describe("a channel of an answer", () => {
  const lists = (action: ScreeningList["action"]) =>
    buildMatcher([
      wordsOf(["ab", "bcd", "天安门"], { id: "one", action: "mask" }),
      wordsOf(["abc d", "c", "安门"], { id: "two", action, strict: true }),
    ])
  const text = fc.string({ unit: fc.constantFrom(..."abcd ,天安门\u200bＡ"), maxLength: 40 })

  it.each(["mask", "block", "flag"] as const)("says the same in any cut (%s)", async (action) => {
    const matcher = await lists(action)
    fc.assert(
      fc.property(text, fc.nat({ max: 40 }), (whole, cut) => {
        const one = through(matcher, [whole])
        expect(through(matcher, [whole.slice(0, cut), whole.slice(cut)])).toEqual(one)
        expect(through(matcher, whole.split(""))).toEqual(one)
      }),
    )
  })

  it("goes on past a flagged word, and changes nothing", async () => {
    const matcher = await matcherOf(["bad"], { action: "flag" })
    expect(through(matcher, ["a b", "ad one"])).toMatchObject({
      text: "a bad one",
      found: 1,
      isBlocked: false,
    })
  })

  it("ends before a blocked word and keeps what came before", async () => {
    const matcher = await matcherOf(["天安门"], { action: "block" })
    expect(through(matcher, ["我去天", "安", "门看看"])).toMatchObject({ text: "我去", isBlocked: true })
  })

  it("lets go of the beginning of a word where the answer ends", async () => {
    expect(through(await matcherOf(["天安门"]), ["我去天", "安"]).text).toBe("我去天安")
  })
})

describe("tokens", () => {
  const alone = (piece: string) => [token(piece)]

  it("agree with the text, masked or not, however the words lie over them", async () => {
    const matcher = await buildMatcher([
      wordsOf(["ab", "bcd"], { id: "one" }),
      wordsOf(["天安门", "c d"], { id: "two", action: "block" }),
    ])
    const pieces = fc.array(
      fc.string({ unit: fc.constantFrom(..."abcd 天安门"), minLength: 1, maxLength: 3 }),
    )
    fc.assert(
      fc.property(pieces, (each) => {
        const out = through(matcher, each, alone)
        expect(out.tokens.map(({ text }) => text).join("")).toBe(out.text)
        expect(out.text).toBe(through(matcher, each).text)
      }),
    )
  })

  it("that are masked say nothing of what they were, in bytes or alternatives", async () => {
    const out = through(await matcherOf(["secret plan"]), ["my ", "secret", " plan", " b"], (piece) => [
      token(piece, "hidden"),
    ])
    expect(out.text).toBe("my ███████████ b")
    expect(out.tokens.slice(1, 3)).toEqual([
      { text: "██████", logprob: -0.5, top: [] },
      { text: "█████", logprob: -0.5, top: [] },
    ])
  })

  it("keep no bytes of a masked character that they make together", async () => {
    const parts = (piece: string): Token[] =>
      piece === "坏"
        ? [0xe5, 0x9d, 0x8f].map((byte) => ({ text: "", bytes: [byte], logprob: 0, top: [] }))
        : alone(piece)
    const out = through(await matcherOf(["坏"]), ["a", "坏", "b"], parts)
    expect(out.text).toBe("a█b")
    expect(out.tokens.map(({ text }) => text)).toEqual(["a", "b"])
  })

  it("lose the alternatives that spell a word, alone or after the text or alternatives before", async () => {
    const matcher = await matcherOf(["天安门", "bad"])
    const tops = (...pieces: Token[][]) =>
      through(
        matcher,
        pieces.map((each) => each.map(({ text }) => text).join("")),
        (piece) => pieces.find((each) => each.map(({ text }) => text).join("") === piece) ?? [],
      ).tokens.map(({ top }) => top.map(({ text }) => text))
    expect(tops([token("good", "bad", "b")])).toEqual([["good", "b"]])
    expect(tops([token("天")], [token("安静", "安门", "空")])).toEqual([["天"], ["安静", "空"]])
    expect(tops([token("蓝", "天")], [token("色", "安")], [token("的", "门")])).toEqual([
      ["蓝", "天"],
      ["色", "安"],
      ["的"],
    ])
    // Part of a longer word, here as in the text.
    expect(tops([token("the")], [token("me", "bad")])).toEqual([["the"], ["me", "bad"]])
  })
})
