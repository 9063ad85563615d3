import type { Written } from "#lib/sandbox/language/writer"

/** Tokens that may be shown, and whether a stop sequence ended the text after them. */
export interface Released {
  tokens: Written[]
  stopped: boolean
}

/**
 * Watches a text for stop sequences. A sequence may begin inside one token and end in a later one, so tokens
 * that could still be its beginning are held back; what is shown never contains any part of a sequence.
 */
export class StopSequences {
  readonly #sequences: readonly string[]
  #held: Written[] = []

  constructor(sequences: readonly string[]) {
    this.#sequences = sequences
  }

  /** Takes the next token; returns what can be shown now. */
  push(token: Written): Released {
    if (this.#sequences.length === 0) return { tokens: [token], stopped: false }
    this.#held.push(token)
    const text = this.#held.map((held) => held.text).join("")
    const found = this.#sequences.map((sequence) => text.indexOf(sequence)).filter((at) => at >= 0)
    if (found.length > 0) return { tokens: this.#release(Math.min(...found)), stopped: true }
    return { tokens: this.#releaseWhole(text.length - this.#open(text)), stopped: false }
  }

  /** What is still held when the text ends by itself. */
  rest(): Written[] {
    return this.#held.splice(0)
  }

  /** How many characters at the end of the text could begin a sequence. */
  #open(text: string): number {
    const longest = Math.max(...this.#sequences.map((sequence) => sequence.length)) - 1
    for (let size = Math.min(longest, text.length); size > 0; size--) {
      const tail = text.slice(-size)
      if (this.#sequences.some((sequence) => sequence.startsWith(tail))) return size
    }
    return 0
  }

  #releaseWhole(characters: number): Written[] {
    let count = 0
    let left = characters
    for (const { text } of this.#held) {
      if (text.length > left) break
      left -= text.length
      count++
    }
    return this.#held.splice(0, count)
  }

  #release(characters: number): Written[] {
    const tokens = this.#releaseWhole(characters)
    const size = tokens.reduce((sum, { text }) => sum + text.length, 0)
    const [broken] = this.#held
    if (broken && size < characters) tokens.push({ ...broken, text: broken.text.slice(0, characters - size) })
    return tokens
  }
}
