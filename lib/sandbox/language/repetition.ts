/** A phrase of this many tokens may not come twice in an output. */
const neverTwice = 8
/** Beginning to repeat this many tokens is made unlikely. */
const hardlyTwice = 4
const hardly = 0.05
/** The first tokens of a sentence: two sentences of an answer do not start alike. */
const opening = 3

/** The end of a text or a line, and the marks of lists and tables, are no repetition. */
const lineBreak = /^\n|^<end>$|^-$|^ ?\|$|^```$/
/** Words with which many different sentences begin. */
const commonOpener =
  /^ ?(?:The|A|An|In|When|Whenever|If|For|With|It|Some|Every|Each|At|You|一|在|把|先|每|不|有|从|用)$/

const sentenceEnd = /^\s?[.!?。！？:：]$|^\n+$/

/**
 * The model's rule against going round in circles, which every greedy n-gram model would do otherwise: a token
 * that repeats a phrase of the output loses weight, one that repeats a long phrase or a sentence's beginning is
 * ruled out.
 */
export class Repetition {
  readonly #said: number[] = []
  readonly #followers = new Map<string, Set<number>>()
  readonly #text: (id: number) => string
  #sentence: number[] = []

  constructor(text: (id: number) => string) {
    this.#text = text
  }

  /** Notes a token of the output. */
  add(id: number): void {
    for (const length of [hardlyTwice, neverTwice])
      this.#remember(this.#said.slice(-(length - 1)), length, id)
    this.#remember(["^", ...this.#sentence], 0, id)
    this.#said.push(id)
    this.#sentence = sentenceEnd.test(this.#text(id)) ? [] : [...this.#sentence, id].slice(0, opening)
  }

  #remember(before: readonly (number | string)[], length: number, id: number): void {
    if (length === 0 ? before.length > opening : before.length < length - 1) return
    const key = before.join(",")
    const known = this.#followers.get(key) ?? new Set()
    this.#followers.set(key, known.add(id))
  }

  /** Scales what would be a repetition; the caller renormalises. */
  restrain(probabilities: Float64Array): void {
    this.#scale(probabilities, this.#said.slice(-(hardlyTwice - 1)), hardly)
    this.#scale(probabilities, this.#said.slice(-(neverTwice - 1)), 0)
    if (this.#sentence.length >= opening) return
    const known = this.#followers.get(["^", ...this.#sentence].join(",")) ?? []
    for (const id of known) {
      const common = this.#sentence.length === 0 && commonOpener.test(this.#text(id))
      if (!lineBreak.test(this.#text(id)))
        probabilities[id] = (probabilities[id] ?? 0) * (common ? 0.3 : 0.01)
    }
  }

  #scale(probabilities: Float64Array, before: readonly (number | string)[], factor: number): void {
    for (const id of this.#followers.get(before.join(",")) ?? []) {
      if (!lineBreak.test(this.#text(id))) probabilities[id] = (probabilities[id] ?? 0) * factor
    }
  }
}
