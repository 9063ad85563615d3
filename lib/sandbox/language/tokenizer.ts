/**
 * Text to tokens and back. A token is a piece of the text itself (a word with the space before it, a mark, a
 * Chinese word), so joining tokens always gives back the text, whatever it was: prose, code or emoji.
 */

export interface Token {
  text: string
  /** Index in the model's vocabulary; `unknown` for a piece that the model has never read. */
  id: number
}

/** Reserved entries at the start of every vocabulary. */
export const unknown = 0
export const start = 1
export const end = 2
/** Stands in the corpus where an answer names what the prompt is about. */
export const subject = 3
/** The same, in a language that puts a space before words. */
export const spacedSubject = 4
export const reserved = ["<unknown>", "<start>", "<end>", "<subject>", " <subject>"]

const pieces =
  /[ .]?\p{Script=Latin}+(?:['’]\p{Script=Latin}+)?| ?\d{1,4}(?:\.\d{1,3})?|\p{Script=Han}+| ?`{3}| ?[^\s\p{Script=Latin}\p{Script=Han}\d]|\n\n|\n|[^\S\n]+(?!\S)|\s/gu
const han = /^\p{Script=Han}/u
/** Unknown words are cut to about the size of the parts that large models use, so that counts stay believable. */
const partSize = 4
const longestHanWord = 4

/** Cuts text into words, marks and runs of Chinese characters; the pieces joined are the text. */
export function cut(text: string): string[] {
  return text.match(pieces) ?? []
}

export function isHan(piece: string): boolean {
  return han.test(piece)
}

function parts(piece: string): string[] {
  const points = Array.from(piece)
  const cuts: string[] = []
  for (let at = 0; at < points.length; at += partSize) cuts.push(points.slice(at, at + partSize).join(""))
  return cuts
}

export class Tokenizer {
  readonly #ids: Map<string, number>

  constructor(vocabulary: readonly string[]) {
    this.#ids = new Map(vocabulary.map((text, id) => [text, id]))
    for (const text of reserved) this.#ids.delete(text)
  }

  /** Tokens of any text, without loss: `encode(text).map(t => t.text).join("") === text`. */
  encode(text: string): Token[] {
    return cut(text).flatMap((piece) => (isHan(piece) ? this.#chinese(piece) : this.#word(piece)))
  }

  #word(piece: string): Token[] {
    // A word at another place in its sentence is still the word that the model knows.
    const id = this.#ids.get(piece) ?? this.#ids.get(piece.toLowerCase()) ?? this.#ids.get(piece.trimStart())
    if (id !== undefined) return [{ text: piece, id }]
    return parts(piece).map((text) => ({ text, id: unknown }))
  }

  /** Longest known word first: the usual way to segment Chinese with a word list. */
  #chinese(run: string): Token[] {
    const points = Array.from(run)
    const tokens: Token[] = []
    for (let at = 0; at < points.length; ) {
      let size = Math.min(longestHanWord, points.length - at)
      while (size > 1 && !this.#ids.has(points.slice(at, at + size).join(""))) size--
      const text = points.slice(at, at + size).join("")
      tokens.push({ text, id: this.#ids.get(text) ?? unknown })
      at += size
    }
    return tokens
  }
}
