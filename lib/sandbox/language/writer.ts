import { Draft, type Length, type Outline } from "./draft.ts"
import { Predictor } from "./ngram.ts"
import { Originality, tokensByWord } from "./originality.ts"
import type { Random } from "./random.ts"
import { languageOf, type Style, weighTopics } from "./relevance.ts"
import { Repetition } from "./repetition.ts"
import { chances, draw, type Sampling } from "./sampling.ts"
import { isAsk, subjectOf } from "./subject.ts"
import { end, start, type Token, Tokenizer, unknown } from "./tokenizer.ts"
import { type Model, order } from "./trainer.ts"
import { stem } from "./words.ts"

export interface Alternative {
  text: string
  /** Natural logarithm of the probability before temperature, top_p, min_p and penalties. */
  logprob: number
}

export interface Written extends Alternative {
  /** The first token of an echoed prompt follows nothing, so it has no probability. */
  unscored?: boolean
  top: Alternative[]
}

export interface Assignment {
  /** What to answer, or for a continuation what to go on from. */
  prompt: string
  /** What was said before: consulted when the prompt alone does not tell the topic. */
  background: string
  style: Style
  length: Length
  sampling: Sampling
  random: Random
  /** How many alternatives to report with each token. */
  topLogprobs: number
}

/** A language model with everything needed to write with it. */
export class LanguageModel {
  readonly model: Model
  readonly tokenizer: Tokenizer
  readonly #tokensOf: number[][]
  readonly #stems: string[]

  constructor(model: Model) {
    this.model = model
    this.tokenizer = new Tokenizer(model.vocabulary)
    this.#tokensOf = tokensByWord(model)
    this.#stems = model.vocabulary.map(stem)
  }

  /** How many tokens a text has. */
  count(text: string): number {
    return this.tokenizer.encode(text).length
  }

  /** Writes token by token until the text has come to its end. Nothing is computed ahead of the reader. */
  *write(assignment: Assignment): Generator<Written, void> {
    const { vocabulary } = this.model
    const predictor = new Predictor(this.model, weighTopics(this.model, assignment, this.tokenizer))
    const draft = new Draft(predictor, vocabulary, this.#outline(assignment), {
      originality: new Originality(this.model, this.#tokensOf),
      repetition: new Repetition((id) => vocabulary[id] ?? ""),
    })
    const said = new Map<number, number>()
    for (;;) {
      const probabilities = draft.next()
      const id = draw(chances(probabilities, assignment.sampling, said), assignment.random)
      if (id === end) return
      said.set(id, (said.get(id) ?? 0) + 1)
      const text = (token: number): string => draft.textOf(token)
      yield { text: text(id), ...report(id, probabilities, assignment.topLogprobs, text) }
      draft.add(id)
    }
  }

  /** The probabilities that the model gives to the tokens of a text (for `echo` with `logprobs`). */
  *score(prompt: string, topLogprobs: number): Generator<Written, void> {
    const request = { prompt, background: "", style: "continuation" as const }
    const predictor = new Predictor(this.model, weighTopics(this.model, request, this.tokenizer))
    const context = [start]
    for (const token of this.tokenizer.encode(prompt)) {
      const probabilities = predictor.next(context.slice(1 - order))
      const text = (id: number): string => this.model.vocabulary[id] ?? ""
      yield { text: token.text, ...report(token.id, probabilities, topLogprobs, text) }
      context.push(token.id)
    }
  }

  #outline({ prompt, style, length }: Assignment): Outline {
    const spaced = languageOf(prompt) === "en"
    const continues = style === "continuation" && !isAsk(prompt)
    const before = continues ? this.tokenizer.encode(prompt.trimEnd() || prompt) : []
    const words = new Set(this.tokenizer.encode(prompt).map(({ text }) => stem(text)))
    words.delete("")
    const name = subjectOf(prompt)
    return {
      context: [start, ...before.slice(1 - order).map(({ id }) => id)],
      lead: style === "continuation" && !continues ? this.#lead(prompt) : [],
      subject: this.tokenizer.encode(spaced ? ` ${name}` : name),
      spaced,
      preferred: [...this.#stems.keys()].filter((id) => words.has(this.#stems[id] ?? "")),
      trimFirst: continues && /[^\S\n]$/.test(prompt),
      length,
    }
  }

  #lead(prompt: string): Token[] {
    const text = /\n$/.test(prompt) ? "" : /:\s*$/.test(prompt) ? " " : "\n\n"
    return text ? [{ text, id: this.tokenizer.encode(text)[0]?.id ?? unknown }] : []
  }
}

function report(
  id: number,
  probabilities: Float64Array,
  count: number,
  textOf: (id: number) => string,
): { logprob: number; top: Alternative[] } {
  const best: number[] = []
  for (let other = 0; count > 0 && other < probabilities.length; other++) {
    const probability = probabilities[other] ?? 0
    if (probability === 0 || (best.length === count && probability <= (probabilities[best.at(-1) ?? 0] ?? 0)))
      continue
    const place = best.findIndex((rival) => (probabilities[rival] ?? 0) < probability)
    best.splice(place < 0 ? best.length : place, 0, other)
    best.length = Math.min(best.length, count)
  }
  const logprob = (token: number): number => Math.log(probabilities[token] ?? 0)
  return {
    logprob: logprob(id),
    top: best.map((token) => ({ text: textOf(token), logprob: logprob(token) })),
  }
}
