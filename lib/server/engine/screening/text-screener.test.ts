import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { masked } from "#lib/server/engine/screening/mask"
import { findWords, TextScreener } from "#lib/server/engine/screening/text-screener"
import { buildMatcher } from "#lib/server/engine/screening/word-matcher"
import { matcherOf, wordsOf } from "#lib/server/engine/screening/words.fixture"

/** What of a text would be masked. */
async function caught(words: string[], text: string, more: { strict?: boolean; escapes?: boolean } = {}) {
  const matcher = await matcherOf(words, { strict: more.strict ?? false })
  return findWords(text, matcher, { escapes: more.escapes }).map(({ start, end }) => text.slice(start, end))
}

describe("words in other forms", () => {
  it.each([
    ["other case", "secret", "A SeCrEt plan", "SeCrEt"],
    ["full-width letters", "secret", "ａ ｓｅｃｒｅｔ plan", "ｓｅｃｒｅｔ"],
    ["zero-width characters", "secret", "se\u200bc\u200dr\u00adet!", "se\u200bc\u200dr\u00adet"],
    ["variation selectors", "secret", "se\ufe0fcret", "se\ufe0fcret"],
    ["accents, composed and not", "resume", "my re\u0301sumé!", "re\u0301sumé"],
    ["a mark or a skin tone after it", "bad", "bad\u0301 bad\u{1f3fd}", "bad"],
    ["ligatures", "final", "the ﬁnal", "ﬁnal"],
    ["sharp s", "strasse", "die Straße", "Straße"],
    ["traditional for simplified", "台湾问题", "談臺灣問題", "臺灣問題"],
    ["traditional letters", "国务院", "在國務院門口", "國務院"],
    ["simplified for a traditional word", "國務院", "国务院", "国务院"],
    ["line breaks in place of a blank", "bad word", "a bad\n  word", "bad\n  word"],
    ["Chinese in the middle", "天安门", "去天安门看看", "天安门"],
    ["astral characters", "𠮷野", "在𠮷野家", "𠮷野"],
    ["Korean", "나쁜", "아나쁜것", "나쁜"],
  ])("finds %s", async (_, word, text, expected) => {
    const [first] = await caught([word], text)
    expect(first).toBe(expected)
  })

  it("takes no part of a longer word for the word", async () => {
    expect(await caught(["ass"], "class, assume, ass's, ass")).toEqual(["ass", "ass"])
    expect(await caught(["ass"], "cl\u200bass")).toEqual([])
    expect(await caught(["ass"], "看ass片")).toEqual(["ass"])
  })

  it("finds Chinese that is pulled apart only where the list is strict", async () => {
    const text = "天 安·门、天安门"
    expect(await caught(["天安门"], text)).toEqual(["天安门"])
    expect(await caught(["天安门"], text, { strict: true })).toEqual(["天 安·门", "天安门"])
  })

  it("reads escapes where the text is JSON", async () => {
    const text = '{"city":"\\u5929\\u5b89门","note":"bad\\nword"}'
    expect(await caught(["天安门", "bad word"], text, { escapes: true })).toEqual([
      "\\u5929\\u5b89门",
      "bad\\nword",
    ])
    expect(await caught(["天安门"], text)).toEqual([])
  })

  it("knows all lists that hold a word", async () => {
    const matcher = await buildMatcher([wordsOf(["Bad"], { id: "one" }), wordsOf(["ｂａｄ"], { id: "two" })])
    expect(findWords("bad", matcher)[0]?.word.lists.map(({ id }) => id)).toEqual(["one", "two"])
  })
})

describe("a text in pieces", () => {
  const words = ["ab", "abc d", "bcd", "c", "天安", "安门", "天安门广场", "ba ab"]
  const text = fc
    .array(fc.constantFrom(..."abcd ,天安门广\u200bＡ\u{1f3fd}é"), { maxLength: 40 })
    .map((characters) => characters.join(""))

  it.each([false, true])("is read like the whole, wherever it is cut (strict: %s)", async (strict) => {
    const matcher = await buildMatcher([
      wordsOf(words, { strict }),
      wordsOf(["天安门", "ab"], { id: "other", strict: !strict }),
    ])
    fc.assert(
      fc.property(text, fc.array(fc.nat({ max: 40 })), (whole, cuts) => {
        const screener = new TextScreener(matcher)
        const places = [...new Set([0, ...cuts.filter((cut) => cut < whole.length), whole.length])].sort(
          (a, b) => a - b,
        )
        const found = places.slice(1).flatMap((end, index) => {
          return screener.write(whole.slice(places[index], end)).found
        })
        const all = [...found, ...screener.write("", true).found]
        expect(all).toEqual(findWords(whole, matcher))
      }),
    )
  })
  it("never lets go of what becomes part of a word", async () => {
    const matcher = await buildMatcher([wordsOf(words, { strict: true })])
    fc.assert(
      fc.property(text, (whole) => {
        const screener = new TextScreener(matcher)
        let safe = 0
        for (const character of [...whole, ""]) {
          const step = screener.write(character, character === "")
          for (const { start } of step.found) expect(start).toBeGreaterThanOrEqual(safe)
          safe = step.safeUntil
        }
        expect(safe).toBe(whole.length)
      }),
    )
  })

  it("holds nothing back that cannot become a word", async () => {
    const screener = new TextScreener(await matcherOf(["secret garden", "天安门"]))
    expect(screener.write("The sec").safeUntil).toBe(4)
    expect(screener.write("tor 天").safeUntil).toBe(11)
    expect(screener.write("气").safeUntil).toBe(13)
    expect(screener.write(" a secret").safeUntil).toBe(16)
    expect(screener.write(" garde").safeUntil).toBe(16)
    // A letter may still follow, and make another word of it.
    expect(screener.write("n").found).toEqual([])
    expect(screener.write(".").found).toMatchObject([{ start: 16, end: 29 }])
  })

  it("holds half a character back, and lets it go at the end", async () => {
    const screener = new TextScreener(await matcherOf(["𠮷"]))
    expect(screener.write("a\ud842").safeUntil).toBe(1)
    expect(screener.write("\udfb7").found).toMatchObject([{ start: 1, end: 3 }])
    expect(screener.write("\ud842").safeUntil).toBe(3)
    expect(screener.write("", true).safeUntil).toBe(4)
  })
})

describe("masks", () => {
  it("cover exactly what was written, one mark per character", () => {
    expect(masked("a 𠮷b c", [{ start: 2, end: 5 }])).toBe("a ██ c")
    expect(
      masked("abcdef", [
        { start: 3, end: 5 },
        { start: 1, end: 4 },
      ]),
    ).toBe("a████f")
    expect(masked("cdef", [{ start: 1, end: 4 }], { offset: 2 })).toBe("██ef")
  })

  it("leave everything else as it is", async () => {
    const matcher = await matcherOf(["ab", "天安"])
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."abc 天安x\u200b") }), (text) => {
        const found = findWords(text, matcher)
        const result = masked(text, found)
        expect([...result].length).toBe([...text].length)
        expect(findWords(result, matcher)).toEqual([])
      }),
    )
  })
})
