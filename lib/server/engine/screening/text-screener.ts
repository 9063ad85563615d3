import { NormalReader } from "#lib/server/engine/screening/normal-text"
import { isLetter, type WordMatcher } from "#lib/server/engine/screening/word-matcher"
import { type FoundWord, WordStream } from "#lib/server/engine/screening/word-stream"

/** Looks for words in one text that comes in pieces; the same pieces in any cut give the same finds. */
export class TextScreener {
  private readonly reader: NormalReader
  private readonly plain: WordStream
  private readonly strict: WordStream

  /** `escapes`: see `NormalReader`. */
  constructor(matcher: WordMatcher, options: { escapes?: boolean } = {}) {
    this.reader = new NormalReader(options)
    this.plain = new WordStream(matcher.plain)
    this.strict = new WordStream(matcher.strict)
  }

  /**
   * `found`: the words that are certain now, in the order in which they became so. `safeUntil`: what stands before can no
   * longer become part of a word. UTF-16 offsets.
   */
  write(piece: string, isEnd = false): { found: FoundWord[]; safeUntil: number } {
    const units = this.reader.read(piece, isEnd)
    const found = this.plain.push(units, isEnd)
    if (!this.strict.isIdle) found.push(...this.strict.push(units.filter(isLetter), isEnd))
    const read = this.reader.waitsFrom
    const safeUntil = isEnd ? read : Math.min(read, this.plain.heldFrom ?? read, this.strict.heldFrom ?? read)
    return { found: found.length > 1 ? found.sort(inOrder) : found, safeUntil }
  }
}

const inOrder = (a: FoundWord, b: FoundWord): number =>
  a.decidedAt - b.decidedAt || a.start - b.start || a.end - b.end

/** Every word in a whole text. */
export function findWords(text: string, matcher: WordMatcher, options?: { escapes?: boolean }): FoundWord[] {
  return new TextScreener(matcher, options).write(text, true).found
}
