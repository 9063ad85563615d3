import type { Kind, Language, Topic } from "./corpus.ts"
import { choose, writeDocuments } from "./grammar.ts"
import { seededRandom } from "./random.ts"
import { sortSuffixes } from "./suffixes.ts"
import { cut, end, isHan, reserved, spacedSubject, start, subject, Tokenizer } from "./tokenizer.ts"
import { stem } from "./words.ts"

/** The longest phrase that counts: five tokens of context and the one that follows. */
export const order = 6
/** No more than this many words in a row may be those of the training text. */
export const longestCopy = 12

export interface TopicIndex {
  language: Language
  kind: Kind
  keywords: string[]
  /** Fits any subject: it names what the prompt is about. */
  general: boolean
  /** How strongly a word of a prompt points to this topic (tf-idf). */
  words: Record<string, number>
}

export interface Model {
  vocabulary: string[]
  topics: TopicIndex[]
  /** The training text as token ids, and the topic of each. */
  tokens: Int32Array
  topicOf: Int32Array
  suffixes: Int32Array
  /** The training text as bare words (no marks, no case), to recognise what would be a copy. */
  words: Int32Array
  wordSuffixes: Int32Array
  /** The marks that end a sentence. */
  bounds: ReadonlySet<number>
  /** The bare word of each vocabulary entry, -1 for marks and spaces. */
  wordOf: Int32Array
}

export interface TrainingDocument {
  topic: number
  text: string
}

/** How often each sentence of the corpus is written out. */
const rounds = 3

/** The documents to learn from. The random seed is fixed: one corpus makes one model. */
export function writeTrainingText(topics: readonly Topic[]): TrainingDocument[] {
  return topics.flatMap((topic, index) => {
    const random = seededRandom(`corpus ${index}`)
    return writeDocuments(topic, rounds, random).map((text) => ({ topic: index, text }))
  })
}

const placeholder = "<subject>"

function pieces(text: string, segmenter: Intl.Segmenter): string[] {
  return cut(text).flatMap((piece) =>
    isHan(piece) ? Array.from(segmenter.segment(piece), ({ segment }) => segment) : [piece],
  )
}

/** Every word of the text; Chinese words as the platform's dictionary segments them, and their characters. */
function learnVocabulary(documents: readonly TrainingDocument[]): string[] {
  const segmenter = new Intl.Segmenter("zh", { granularity: "word" })
  const known = new Set(reserved)
  for (const { text } of documents) {
    for (const piece of pieces(text.replaceAll(placeholder, ""), segmenter)) {
      known.add(piece)
      if (isHan(piece)) for (const character of piece) known.add(character)
    }
  }
  return [...known]
}

function encode(text: string, tokenizer: Tokenizer): number[] {
  const [first = "", ...rest] = text.split(/( ?<subject>)/)
  const ids = tokenizer.encode(first).map(({ id }) => id)
  for (const part of rest) {
    if (part === placeholder) ids.push(subject)
    else if (part === ` ${placeholder}`) ids.push(spacedSubject)
    else ids.push(...tokenizer.encode(part).map(({ id }) => id))
  }
  return ids
}

/** The vocabulary entries that end a sentence; the start of a text is such an end as well. */
export function findBounds(vocabulary: readonly string[]): Set<number> {
  const ids = [...vocabulary.keys()].filter((id) => /^[.!?。！？]$/.test(vocabulary[id] ?? ""))
  return new Set([start, ...ids])
}

function bareWords(vocabulary: readonly string[]): Int32Array {
  const numbers = new Map<string, number>()
  return Int32Array.from(vocabulary, (text, id) => {
    const bare = text.toLowerCase().replace(/^[^\p{L}\p{N}]+/u, "")
    if (id < reserved.length ? id <= end : bare === "") return -1
    const number = numbers.get(bare) ?? numbers.size
    numbers.set(bare, number)
    return number
  })
}

function indexTopics(topics: readonly Topic[], documents: readonly TrainingDocument[]): TopicIndex[] {
  const segmenter = new Intl.Segmenter("zh", { granularity: "word" })
  const counts = topics.map(() => new Map<string, number>())
  for (const { topic, text } of documents) {
    const own = counts[topic]
    for (const piece of pieces(text, segmenter)) {
      const word = stem(piece)
      if (word && own) own.set(word, (own.get(word) ?? 0) + 1)
    }
  }
  const spread = new Map<string, number>()
  for (const own of counts) for (const word of own.keys()) spread.set(word, (spread.get(word) ?? 0) + 1)
  return topics.map(({ language, kind, keywords, openings }, index) => {
    const weighted = [...(counts[index] ?? [])].map(([word, count]): [string, number] => {
      const rarity = Math.log(topics.length / (spread.get(word) ?? 1))
      return [word, Math.log1p(count) * rarity]
    })
    const strongest = weighted.sort((a, b) => b[1] - a[1]).slice(0, 80)
    const words = Object.fromEntries(
      strongest.map(([word, weight]) => [word, Math.round(weight * 100) / 100]),
    )
    const general = openings.some((line) => line.includes(placeholder))
    return { language, kind, general, keywords: keywords.map((word) => stem(word) || word), words }
  })
}

/** A topic as it stands in the corpus, for the rule against copies: line after line, without synonyms. */
function plainText(topic: Topic): string[] {
  const lines = [...topic.openings, ...topic.pool, ...topic.closings].join(" ")
  return [0, 1, 2, 3].map((round) => choose(lines, round))
}

/** Learns a model from documents. Takes well under a second per megabyte of text. */
export function train(topics: readonly Topic[], documents = writeTrainingText(topics)): Model {
  const vocabulary = learnVocabulary(documents)
  const tokenizer = new Tokenizer(vocabulary)
  const wordOf = bareWords(vocabulary)
  const tokens: number[] = []
  const topicOf: number[] = []
  const words: number[] = []
  for (const { topic, text } of documents) {
    const ids = [start, ...encode(text, tokenizer), end]
    for (const id of ids) {
      tokens.push(id)
      topicOf.push(topic)
      const word = wordOf[id] ?? -1
      if (word >= 0) words.push(word)
    }
    words.push(-1)
  }
  for (const text of topics.flatMap(plainText)) {
    for (const id of encode(text, tokenizer)) {
      const word = wordOf[id] ?? -1
      if (word >= 0) words.push(word)
    }
    words.push(-1)
  }
  const sequence = Int32Array.from(tokens)
  const wordSequence = Int32Array.from(words)
  return {
    vocabulary,
    topics: indexTopics(topics, documents),
    tokens: sequence,
    topicOf: Int32Array.from(topicOf),
    suffixes: sortSuffixes(sequence, order),
    words: wordSequence,
    wordSuffixes: sortSuffixes(wordSequence, longestCopy + 1),
    bounds: findBounds(vocabulary),
    wordOf,
  }
}
