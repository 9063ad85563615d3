import { findPhrase } from "./suffixes.ts"
import { longestCopy, type Model } from "./trainer.ts"

/** From this many copied words on, the text turns off where the model has a choice. */
const turnAfter = 4
const turnFactor = 0.1
/** What counts as a choice: an alternative at least this likely, compared with the best continuation. */
const choice = 0.1

/** At the seam of two sentences: this many copied words already count as a copy. */
const seamWords = 4
const seamFactor = 0.02

/**
 * Keeps the output from quoting: no more than `longestCopy` consecutive words (case and marks do not count) may
 * be those of the training text. What would be one more gets probability zero; long runs are discouraged before.
 */
export class Originality {
  readonly #model: Model
  readonly #spoken: number[] = []
  readonly #tokensOf: number[][]

  constructor(model: Model, tokensOf: number[][]) {
    this.#model = model
    this.#tokensOf = tokensOf
  }

  /** Notes a token of the output. */
  add(id: number): void {
    const word = this.#model.wordOf[id] ?? -1
    if (word >= 0) this.#spoken.push(word)
  }

  /**
   * Scales the continuations of copied runs; the caller renormalises. Right after a sentence's end there is a
   * choice of next sentences, so there the one that followed in the training text is all but ruled out.
   */
  restrain(probabilities: Float64Array, sentenceStart: boolean): void {
    if (sentenceStart) scale(probabilities, this.#copies(seamWords), seamFactor)
    const copies = this.#copies(turnAfter)
    if (copies.size > 0 && this.#hasChoice(probabilities, copies)) scale(probabilities, copies, turnFactor)
    scale(probabilities, this.#copies(longestCopy), 0)
  }

  /** The tokens that would copy one more word after `length` copied ones. */
  #copies(length: number): Set<number> {
    const tokens = new Set<number>()
    if (this.#spoken.length < length) return tokens
    const { words, wordSuffixes } = this.#model
    const { from, to } = findPhrase(words, wordSuffixes, this.#spoken.slice(-length))
    for (let index = from; index < to; index++) {
      const next = words[(wordSuffixes[index] ?? 0) + length] ?? -1
      for (const id of this.#tokensOf[next] ?? []) tokens.add(id)
    }
    return tokens
  }

  #hasChoice(probabilities: Float64Array, copies: ReadonlySet<number>): boolean {
    let bestCopy = 0
    let bestOther = 0
    const { wordOf } = this.#model
    for (let id = 0; id < wordOf.length; id++) {
      const probability = probabilities[id] ?? 0
      if ((wordOf[id] ?? -1) < 0 || probability < bestOther) continue
      if (copies.has(id)) bestCopy = Math.max(bestCopy, probability)
      else bestOther = probability
    }
    return bestOther > choice * bestCopy
  }
}

function scale(probabilities: Float64Array, ids: Iterable<number>, factor: number): void {
  for (const id of ids) probabilities[id] = (probabilities[id] ?? 0) * factor
}

/** The vocabulary entries of each bare word. */
export function tokensByWord(model: Model): number[][] {
  const entries: number[][] = []
  for (const [id, word] of model.wordOf.entries()) {
    if (word < 0) continue
    const own = entries[word] ?? []
    own.push(id)
    entries[word] = own
  }
  return entries
}
