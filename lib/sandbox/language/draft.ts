import type { Predictor } from "./ngram.ts"
import type { Originality } from "./originality.ts"
import type { Repetition } from "./repetition.ts"
import { end, reserved, spacedSubject, subject, type Token, unknown } from "./tokenizer.ts"
import { order } from "./trainer.ts"

/** About how many tokens a text has: none ends before `least`, and it ends at the first sentence after `most`. */
export interface Length {
  least: number
  most: number
}

/** What a draft begins with and keeps to. */
export interface Outline {
  /** The tokens before the text. */
  context: number[]
  /** What is written first whatever the model thinks: the line break between a question and its answer. */
  lead: Token[]
  /** The words for what the prompt is about. */
  subject: Token[]
  spaced: boolean
  /** Words of the prompt that the text prefers where the model has a choice. */
  preferred: number[]
  /** Drop the space before the first word: the prompt ended in one. */
  trimFirst: boolean
  length: Length
}

const sentenceEnd = /^\s?[.!?。！？|”"」)）]$|^```$|\n$/
/** How sure the model is that a name which it began goes on as the prompt wrote it. */
const fidelity = 0.995
const preference = 3
/** What is left of the chance to begin a new paragraph when it is too early for it. */
const early = 0.002
/** Sentences that a paragraph should have, or lines of a list; lines of a table with its head. */
const paragraph = 3
const table = 6
const longParagraph = 6
/** How many tokens of a sentence count as its start. */
const seam = 3

/** One text in the making: its context, the rules that watch over it, and the words it takes from the prompt. */
export class Draft {
  readonly #predictor: Predictor
  readonly #vocabulary: readonly string[]
  readonly #outline: Outline
  readonly #originality: Originality
  readonly #repetition: Repetition
  readonly #context: number[]
  #pending: Token[]
  #size = 0
  /** Tokens since the sentence began. */
  #position = 0
  /** Sentences or table rows since the paragraph began. */
  #lines = 0
  readonly #paragraphBreak: number
  #last = ""
  #fenced = false

  constructor(
    predictor: Predictor,
    vocabulary: readonly string[],
    outline: Outline,
    rules: { originality: Originality; repetition: Repetition },
  ) {
    this.#predictor = predictor
    this.#vocabulary = vocabulary
    this.#outline = outline
    this.#originality = rules.originality
    this.#repetition = rules.repetition
    this.#paragraphBreak = vocabulary.indexOf("\n\n")
    this.#context = [...outline.context]
    this.#pending = [...outline.lead]
  }

  /** The model's probabilities for the next token: these are what `logprobs` reports. They sum to 1. */
  next(): Float64Array {
    const probabilities = this.#predictor.next(this.#context.slice(1 - order))
    probabilities[unknown] = 0
    probabilities[this.#outline.spaced ? subject : spacedSubject] = 0
    for (const id of this.#outline.preferred) probabilities[id] = (probabilities[id] ?? 0) * preference
    this.#repetition.restrain(probabilities)
    this.#originality.restrain(probabilities, !this.#fenced && this.#position < seam)
    this.#weighEnd(probabilities)
    this.#weighParagraph(probabilities)
    scaleTo(probabilities, 1)
    const [promised] = this.#pending
    if (promised) {
      scaleTo(probabilities, 1 - fidelity)
      probabilities[promised.id] = (probabilities[promised.id] ?? 0) + fidelity
    }
    return probabilities
  }

  #weighEnd(probabilities: Float64Array): void {
    const { least, most } = this.#outline.length
    if (this.#fenced || this.#size < Math.max(1, least)) probabilities[end] = 0
    else if (this.#size > most && /\S$/.test(this.#last) && sentenceEnd.test(this.#last)) {
      scaleTo(probabilities, 1)
      probabilities[end] = 4
    }
  }

  #weighParagraph(probabilities: Float64Array): void {
    const inTable = this.#last.endsWith("|")
    if (!inTable && !/^\s?[.!?。！？]$/.test(this.#last)) return
    const least = inTable ? table : paragraph
    const factor = this.#lines < least ? early : this.#lines < longParagraph ? 1 : 6
    const id = this.#paragraphBreak
    probabilities[id] = (probabilities[id] ?? 0) * factor
  }

  /** The text of a token at this place. */
  textOf(id: number): string {
    const [promised] = this.#pending
    if (promised && id === promised.id) return promised.text
    const text =
      id === subject || id === spacedSubject ? this.#outline.subject[0]?.text : this.#vocabulary[id]
    const shown = text ?? reserved[unknown] ?? ""
    return this.#size === 0 && this.#outline.trimFirst ? shown.trimStart() : shown
  }

  /** Takes a token into the text. */
  add(id: number): void {
    const [promised, ...rest] = this.#pending
    const before = this.#last
    this.#last = this.textOf(id)
    this.#size++
    if (this.#last.includes("```")) this.#fenced = !this.#fenced
    if (promised && id === promised.id) {
      this.#pending = rest
      return
    }
    this.#pending = id === subject || id === spacedSubject ? this.#outline.subject.slice(1) : []
    this.#context.push(id)
    this.#originality.add(id)
    this.#repetition.add(id)
    if (this.#last === "\n\n") this.#lines = 0
    else if (this.#last === "\n" ? before.endsWith("|") : /^\s?[.!?。！？]$/.test(this.#last)) this.#lines++
    this.#position = sentenceEnd.test(this.#last) ? 0 : this.#position + 1
  }
}

function scaleTo(probabilities: Float64Array, total: number): void {
  let sum = 0
  for (const probability of probabilities) sum += probability
  if (sum === 0) return
  const factor = total / sum
  for (let id = 0; id < probabilities.length; id++) probabilities[id] = (probabilities[id] ?? 0) * factor
}
