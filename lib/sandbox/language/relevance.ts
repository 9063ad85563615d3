import type { Language } from "./corpus.ts"
import type { Tokenizer } from "./tokenizer.ts"
import type { Model, TopicIndex } from "./trainer.ts"
import { stem } from "./words.ts"

/** What a request wants written. */
export type Style = "answer" | "thinking" | "continuation"

const wanted: [TopicIndex["kind"], RegExp][] = [
  [
    "raw",
    /\b(code|function|script|program|snippet|python|javascript|typescript|curl|json)\b|代码|函数|脚本|程序/i,
  ],
  ["table", /\btable\b|\bcompar/i],
  ["table", /表格|对比|比较/],
  ["list", /\b(list|bullets?|checklist|tips|ideas|steps)\b|列表|清单|要点|建议|步骤|列出/i],
  ["story", /\b(story|tale|once upon|poem|fiction)\b|故事|童话|小说|从前/i],
]

/** Chinese when Chinese characters are more than one in eight letters: names in Latin script do not count much. */
export function languageOf(text: string): Language {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const chinese = text.match(/\p{Script=Han}/gu)?.length ?? 0
  return chinese * 8 > letters ? "zh" : "en"
}

function relevance(topic: TopicIndex, words: ReadonlySet<string>, prompt: string): number {
  let score = 0
  for (const keyword of topic.keywords) {
    if (words.has(keyword) || (topic.language === "zh" && prompt.includes(keyword))) score += 8
  }
  for (const word of words) score += topic.words[word] ?? 0
  return score
}

/** Weak matches (one common word) should not outweigh the answers that fit any subject. */
const clearMatch = 8
/** Weights are also trust: where the topic is known, the model relies on it and seldom falls back on less. */
const offTopic = 0.005
const onTopic = 50

function contentWords(text: string, tokenizer: Tokenizer): Set<string> {
  const words = new Set(tokenizer.encode(text).map((token) => stem(token.text)))
  words.delete("")
  return words
}

/**
 * The weight of each topic's counts for a prompt: topics in the prompt's language that share rare words with
 * it count most, and those of the form it asks for (a list, code, a story).
 */
export function weighTopics(
  model: Model,
  { prompt, background, style }: { prompt: string; background: string; style: Style },
  tokenizer: Tokenizer,
): Float64Array {
  const language = languageOf(prompt)
  const kind = wanted.find(([, pattern]) => pattern.test(prompt.slice(-600)))?.[0]
  const score = (text: string): number[] => {
    const words = contentWords(text, tokenizer)
    return model.topics.map((topic) => {
      const fits = kind ? topic.kind === kind : topic.kind === "prose" || topic.kind === "story"
      if (topic.language !== language || !fits) return 0
      return relevance(topic, words, text)
    })
  }
  let scores = score(prompt.slice(-4000))
  if (Math.max(...scores) < clearMatch) scores = score(`${background.slice(-2000)} ${prompt.slice(-2000)}`)
  const best = Math.max(...scores)
  const form = kind ?? "generic"
  const hasGeneral = model.topics.some((topic) => topic.kind === form && topic.general)
  const fallback = (topic: TopicIndex): boolean => topic.kind === form && topic.general === hasGeneral
  return Float64Array.from(model.topics, (topic, index) => {
    if (topic.language !== language) return 0
    if (style === "thinking") return topic.kind === "thinking" ? onTopic : 0
    if (topic.kind === "thinking") return 0
    if (best < clearMatch) return fallback(topic) ? onTopic : offTopic
    const share = (scores[index] ?? 0) / best
    return offTopic + onTopic * (share > 0.7 ? share ** 3 : 0)
  })
}

/** Every topic of a language alike: the model without a prompt, as perplexity is measured. */
export function evenWeights(model: Model, language?: Language): Float64Array {
  return Float64Array.from(model.topics, (topic) => (language && topic.language !== language ? 0 : 0.25))
}
