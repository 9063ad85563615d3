import type { Topic } from "./corpus.ts"
import { Predictor } from "./ngram.ts"
import { evenWeights } from "./relevance.ts"
import { end, start, Tokenizer } from "./tokenizer.ts"
import type { Model } from "./trainer.ts"

/** Holds every `share`-th topic out, counted from `offset`: what is tested is text about things never read of. */
export function holdOut(
  topics: readonly Topic[],
  share: number,
  offset: number,
): { kept: Topic[]; heldOut: Topic[] } {
  const isHeld = (index: number): boolean => index % share === offset
  return {
    kept: topics.filter((_, index) => !isHeld(index)),
    heldOut: topics.filter((_, index) => isHeld(index)),
  }
}

/** Per-token perplexity of a model, and of its unigrams alone, on documents that it has not read. */
export function perplexity(model: Model, documents: readonly string[], language?: Topic["language"]) {
  const predictor = new Predictor(model, evenWeights(model, language))
  const tokenizer = new Tokenizer(model.vocabulary)
  let logs = 0
  let unigramLogs = 0
  let tokens = 0
  for (const document of documents) {
    const ids = [start, ...tokenizer.encode(document).map(({ id }) => id), end]
    for (let at = 1; at < ids.length; at++) {
      const id = ids[at] ?? end
      logs += Math.log(predictor.next(ids.slice(0, at))[id] ?? 0)
      unigramLogs += Math.log(predictor.unigram[id] ?? 0)
      tokens++
    }
  }
  return { ngram: Math.exp(-logs / tokens), unigram: Math.exp(-unigramLogs / tokens), tokens }
}
