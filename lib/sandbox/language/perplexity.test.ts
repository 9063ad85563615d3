import { describe, expect, test } from "vitest"
import { readCorpus } from "./corpus.ts"
import { writeDocuments } from "./grammar.ts"
import { holdOut, perplexity } from "./perplexity.ts"
import { seededRandom } from "./random.ts"
import { train } from "./trainer.ts"

// A user would lose the point of the sandbox: with a model no better than word counts, temperature and top_p
// would only choose between kinds of noise. Whole topics are held out, so the tested text is about things that
// the model has never read of.
describe.each([0, 5])("held-out topics, part %i of 10", (offset) => {
  const { kept, heldOut } = holdOut(readCorpus(), 10, offset)
  const model = train(kept)
  const documents = (language?: string): string[] =>
    heldOut
      .filter((topic) => !language || topic.language === language)
      .flatMap((topic) => writeDocuments(topic, 1, seededRandom("held out")))

  test.each(["en", "zh"] as const)("perplexity in %s is at most half the unigram model's", (language) => {
    const { ngram, unigram, tokens } = perplexity(model, documents(language), language)
    expect(tokens).toBeGreaterThan(1000)
    expect(ngram).toBeLessThan(unigram / 2)
  })

  test("perplexity over both languages is at most half the unigram model's", () => {
    const { ngram, unigram } = perplexity(model, documents())
    expect(ngram).toBeLessThan(unigram / 2)
  })
})
