import { describe, expect, test } from "vitest"
import { readCorpus } from "./corpus.ts"
import { choose } from "./grammar.ts"
import { seededRandom } from "./random.ts"
import { trainedModel } from "./trained.fixture.ts"
import { longestCopy, writeTrainingText } from "./trainer.ts"
import type { Assignment, Written } from "./writer.ts"

const plain = { temperature: 0.7, topP: 0.9, minP: 0, presencePenalty: 0, frequencyPenalty: 0 }

type Change = Partial<Assignment["sampling"]>

function begin(prompt: string, change: Change = {}, seed = "1", more = {}): Generator<Written, void> {
  return trainedModel().write({
    prompt,
    background: "",
    style: "answer",
    length: { least: 45, most: 130 },
    sampling: { ...plain, ...change },
    random: seededRandom(seed),
    topLogprobs: 0,
    ...more,
  })
}

const write = (...input: Parameters<typeof begin>): Written[] => [...begin(...input)]

const text = (tokens: readonly Written[]): string => tokens.map((token) => token.text).join("")
const seeds = Array.from({ length: 12 }, (_, seed) => String(seed))
const prompts = [
  "What does temperature do?",
  "Tell me a story about a lighthouse",
  "How do I bake bread?",
  "Give me a list of tips for a prompt",
  "Tell me about quantum physics",
  "怎样冲一杯好咖啡？",
  "写一个关于狐狸的故事",
  "量子物理是什么？",
]

describe("originality", () => {
  // Bare words of a text; a Chinese word is a token of the model, as its lexicon has it.
  const { tokenizer, model } = trainedModel()
  const bare = (body: string): string[] =>
    tokenizer
      .encode(body)
      .map((token) => token.text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ""))
      .filter(Boolean)
  const spans = (words: readonly string[]): string[] =>
    words.slice(longestCopy).map((_, at) => words.slice(at, at + longestCopy + 1).join(" "))

  test("no 13 words in a row are those of the training text", { timeout: 30_000 }, () => {
    const topics = readCorpus()
    const known = new Set([
      ...writeTrainingText(topics).flatMap((document) => spans(bare(document.text))),
      ...topics.flatMap((topic) =>
        [0, 1, 2, 3].flatMap((round) =>
          spans(bare(choose([...topic.openings, ...topic.pool, ...topic.closings].join(" "), round))),
        ),
      ),
    ])
    expect(known.size).toBeGreaterThan(10_000)
    const copied = prompts.flatMap((prompt) =>
      seeds
        .slice(0, 6)
        .flatMap((seed) =>
          [0, 0.7, 1].flatMap((temperature) =>
            spans(bare(text(write(prompt, { temperature }, seed)))).filter((span) => known.has(span)),
          ),
        ),
    )
    expect(copied).toEqual([])
  })

  test("the model holds both languages", () => {
    expect(new Set(model.topics.map((topic) => topic.language))).toEqual(new Set(["en", "zh"]))
  })
})

describe("what a person sees", () => {
  test.each(prompts)("%s: answers in the prompt's language and comes to an end", (prompt) => {
    for (const seed of seeds) {
      const answer = text(write(prompt, {}, seed))
      expect(/\p{Script=Han}/u.test(answer)).toBe(/\p{Script=Han}/u.test(prompt))
      expect(write(prompt, {}, seed).length).toBeLessThan(300)
    }
  })

  test("the answer is about the prompt", () => {
    expect(text(write("What does temperature do?"))).toMatch(/temperature/i)
    expect(text(write("Tell me about quantum physics"))).toContain("quantum physics")
    expect(text(write("怎样冲一杯好咖啡？"))).toContain("咖啡")
    expect(text(write("量子物理是什么？"))).toContain("量子物理")
  })

  test("greedy answers do not go round in circles", () => {
    for (const prompt of prompts) {
      const tokens = write(prompt, { temperature: 0 }).map((token) => token.text)
      // The rule forbids eight; the prompt's own name for its subject counts as one there.
      const phrases = tokens.slice(11).map((_, at) => tokens.slice(at, at + 12).join("\u0001"))
      expect(new Set(phrases).size).toBe(phrases.length)
    }
  })

  test("a list and code are written when they are asked for", () => {
    expect(text(write("Give me a list of tips for a prompt"))).toMatch(/^- .+\n- /m)
    expect(text(write("Write a python function"))).toMatch(/```python\n[\s\S]+```/)
    expect(text(write("用 Python 写一个函数"))).toMatch(/```/)
  })

  test("raw text is carried on, a question in it is answered after a blank line", () => {
    const style = { style: "continuation" }
    expect(text(write("A low temperature keeps the", {}, "1", style))).toMatch(/^ /)
    expect(text(write("What does temperature do?", {}, "1", style))).toMatch(/^\n\n\S/)
  })
})

describe("sampling", () => {
  const prompt = "What does temperature do?"
  const variety = (temperature: number): number =>
    new Set(seeds.map((seed) => text(write(prompt, { temperature, topP: 1 }, seed)))).size

  test("the same seed gives the same text, another seed another", () => {
    expect(text(write(prompt, {}, "7"))).toBe(text(write(prompt, {}, "7")))
    expect(text(write(prompt, { temperature: 1 }, "7"))).not.toBe(
      text(write(prompt, { temperature: 1 }, "8")),
    )
  })

  test("temperature 0 always takes the most probable token, whatever the seed", () => {
    expect(variety(0)).toBe(1)
    for (const token of write(prompt, { temperature: 0 }, "3", { topLogprobs: 1 })) {
      expect(token.logprob).toBe(token.top[0]?.logprob)
    }
    expect(variety(1)).toBeGreaterThan(5)
  })

  test("a higher temperature chooses less probable tokens", () => {
    const surprise = (temperature: number): number => {
      const tokens = seeds.flatMap((seed) => write(prompt, { temperature, topP: 1 }, seed))
      return -tokens.reduce((sum, token) => sum + token.logprob, 0) / tokens.length
    }
    const [cold, warm, hot] = [surprise(0.3), surprise(0.9), surprise(2)]
    expect(cold).toBeLessThan(warm ?? 0)
    expect(warm).toBeLessThan((hot ?? 0) / 2)
  })

  test("logprobs are those before temperature, and sum to one over the vocabulary", () => {
    const topLogprobs = trainedModel().model.vocabulary.length
    const first = (temperature: number): Written | undefined =>
      begin(prompt, { temperature }, "1", { topLogprobs }).next().value || undefined
    const total = first(1)?.top.reduce((sum, other) => sum + Math.exp(other.logprob), 0)
    expect(total).toBeCloseTo(1, 9)
    expect(first(0)?.top.slice(0, 20)).toEqual(first(1.7)?.top.slice(0, 20))
  })
})
