import type { Token } from "#lib/domain/outcome"
import type { Dictionary } from "#lib/server/engine/screening/dictionary"
import { type NormalUnit, normalUnits } from "#lib/server/engine/screening/normal-text"
import { actionOf } from "#lib/server/engine/screening/run-marks"
import { isLetter, type WordMatcher } from "#lib/server/engine/screening/word-matcher"
import { type FoundWord, WordStream } from "#lib/server/engine/screening/word-stream"

/** Ways through the alternatives that are followed at a time; each ends as soon as no word can come of it. */
const maxWays = 12

/**
 * Leaves out the alternatives of tokens that spell a listed word: alone, after the text before them, or after
 * alternatives before them. A word that may still go on counts as spelt.
 */
export class AlternativeScreener {
  private readonly onFound: (found: FoundWord) => void
  private readonly ways: {
    dictionary: Dictionary
    letters: boolean
    open: NormalUnit[][]
    /** The last character of the text so far: words may have to begin at a border. */
    before: NormalUnit[]
  }[]

  constructor(matcher: WordMatcher, onFound: (found: FoundWord) => void) {
    this.onFound = onFound
    this.ways = [
      { dictionary: matcher.plain, letters: false, open: [], before: [] },
      { dictionary: matcher.strict, letters: true, open: [], before: [] },
    ]
  }

  /** The alternatives that may be shown of the next token. */
  next(token: Token): Token["top"] {
    const options = [token, ...token.top.filter(({ text }) => text !== token.text)]
    const refused = new Set<string>()
    for (const way of this.ways) {
      if (way.dictionary.isEmpty) continue
      const open = new Map<string, NormalUnit[]>()
      for (const option of options) {
        const units = normalUnits(option.text)
        const counted = way.letters ? units.filter(isLetter) : units
        for (const before of [way.before, ...way.open]) {
          const { found, rest } = follow(way.dictionary, before, counted)
          const word = found.find((each) => actionOf(each) !== "flag")
          if (word && option !== token && !refused.has(option.text)) {
            refused.add(option.text)
            this.onFound(word)
          }
          if (rest.length > 0) open.set(rest.map(({ text }) => text).join(""), rest)
        }
      }
      way.open = [...open.values()].slice(0, maxWays)
      const own = normalUnits(token.text)
      way.before = [...way.before, ...(way.letters ? own.filter(isLetter) : own)].slice(-1)
    }
    return refused.size === 0 ? token.top : token.top.filter(({ text }) => !refused.has(text))
  }
}

/** What an alternative says after a way that is still open: the words that end in it, and what may go on. */
function follow(dictionary: Dictionary, before: NormalUnit[], units: NormalUnit[]) {
  const stream = new WordStream(dictionary)
  // Offsets count from the alternative's beginning: a word that ends before it was looked at there.
  stream.push(before.map((unit) => ({ ...unit, start: 0, end: 0 })))
  const found = stream.push(units)
  const rest = stream.heldUnits
  return { found: [...found, ...stream.push([], true)].filter(({ end }) => end > 0), rest }
}
