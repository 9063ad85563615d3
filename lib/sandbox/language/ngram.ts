import { findPhrase } from "./suffixes.ts"
import { end, start, unknown } from "./tokenizer.ts"
import { type Model, order } from "./trainer.ts"

/**
 * How much a context trusts the shorter one, in phrases per distinct continuation (Witten-Bell's constant, by
 * context length). Chosen by held-out perplexity; see perplexity.test.ts.
 */
const trust = [0, 5, 4, 4, 4, 4]
/** A sentence can begin in few ways, so there the unigrams have little to say. */
const trustAtBound = 0.5
const novelty = 0.05

/**
 * The probabilities of the next token: an interpolated n-gram model (Witten and Bell 1991, method C) whose
 * counts are weighted by how much the topic they come from has to do with the prompt:
 *
 *     P(w | h) = (C(h w) + k T(h) P(w | shorter h)) / (C(h) + k T(h))
 *
 * C are weighted counts, T the weighted number of distinct continuations. Sums to 1 for any weights.
 */
export class Predictor {
  readonly #model: Model
  readonly #weights: Float64Array
  readonly #unigram: Float64Array
  readonly #counts: Float64Array
  readonly #bounds: ReadonlySet<number>

  constructor(model: Model, topicWeights: Float64Array) {
    this.#model = model
    this.#weights = topicWeights
    this.#bounds = model.bounds
    this.#counts = new Float64Array(model.vocabulary.length)
    this.#unigram = this.#countTokens()
  }

  /** The unigram model: the weighted share of each token, with a little for those never seen. */
  get unigram(): Float64Array {
    return this.#unigram
  }

  #countTokens(): Float64Array {
    const { tokens, topicOf, vocabulary } = this.#model
    const share = new Float64Array(vocabulary.length)
    let total = 0
    for (let at = 0; at < tokens.length; at++) {
      const id = tokens[at] ?? unknown
      if (id === start) continue
      const weight = this.#weights[topicOf[at] ?? 0] ?? 0
      share[id] = (share[id] ?? 0) + weight
      total += weight
    }
    const floor = (novelty * total) / (tokens.length + vocabulary.length)
    const rare = floor * vocabulary.length * 0.2
    total += floor * (vocabulary.length - 1) + rare
    for (let id = 0; id < share.length; id++) share[id] = ((share[id] ?? 0) + floor) / total
    share[unknown] = (rare + floor) / total
    share[start] = 0
    return share
  }

  /**
   * P(next token | context) for the whole vocabulary; a new array that the caller may change. A sentence begins
   * afresh: what came before its start tells only whether the text ends there.
   */
  next(context: readonly number[]): Float64Array {
    const near = context.slice(1 - order)
    const bound = near.findLastIndex((id) => this.#bounds.has(id))
    if (bound <= 0) return this.#interpolate(near)
    const probabilities = this.#interpolate(near.slice(bound))
    if (bound === near.length - 1) setShare(probabilities, end, this.#interpolate(near)[end] ?? 0)
    return probabilities
  }

  #interpolate(context: readonly number[]): Float64Array {
    const probabilities = Float64Array.from(this.#unigram)
    for (let length = 1; length <= context.length; length++) {
      if (!this.#blend(probabilities, context.slice(-length))) break
    }
    return probabilities
  }

  /** Moves the distribution towards what followed this context; false when the context was never seen. */
  #blend(probabilities: Float64Array, context: readonly number[]): boolean {
    const { tokens, topicOf, suffixes } = this.#model
    const { from, to } = findPhrase(tokens, suffixes, context)
    if (from === to) return false
    const counts = this.#counts
    const followers: number[] = []
    let total = 0
    for (let index = from; index < to; index++) {
      const at = (suffixes[index] ?? 0) + context.length
      const id = tokens[at] ?? unknown
      const weight = this.#weights[topicOf[at] ?? 0] ?? 0
      if (weight === 0 || id === start) continue
      const before = counts[id] ?? 0
      // The followers of a phrase stand sorted in the array, so each is met in one go.
      if (before === 0) followers.push(id)
      counts[id] = before + weight
      total += weight
    }
    let distinct = 0
    for (const id of followers) distinct += Math.min(1, counts[id] ?? 0)
    const atBound = context.length === 1 && this.#bounds.has(context[0] ?? start)
    const lent = (atBound ? trustAtBound : (trust[context.length] ?? 4)) * distinct
    if (total > 0) {
      const keep = lent / (total + lent)
      for (let id = 0; id < probabilities.length; id++) probabilities[id] = (probabilities[id] ?? 0) * keep
      for (const id of followers) {
        probabilities[id] = (probabilities[id] ?? 0) + (counts[id] ?? 0) / (total + lent)
      }
    }
    for (const id of followers) counts[id] = 0
    return true
  }
}

/** Gives one token a probability and scales the others, so that the sum stays 1. */
function setShare(probabilities: Float64Array, id: number, share: number): void {
  const others = 1 - (probabilities[id] ?? 0)
  for (let other = 0; other < probabilities.length; other++) {
    probabilities[other] = ((probabilities[other] ?? 0) * (1 - share)) / others
  }
  probabilities[id] = share
}
