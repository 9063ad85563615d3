import { hashNumbers, hashText } from "./noise.ts"
import { type Effect, vocabulary } from "./vocabulary.ts"

/** What a prompt asks of a picture. */
export interface Wish {
  /** In the order in which the words stand. */
  effects: Effect[]
  /** What must not be in it. */
  banned: ReadonlySet<Effect>
  /** Of all words of the prompt, known and unknown. */
  hash: number
  /** Of the negative words; 0 without any. */
  negativeHash: number
}

const english = new Map<string, Effect[]>()
const chinese: { word: string; effect: Effect }[] = []
for (const effect of Object.keys(vocabulary) as Effect[]) {
  for (const word of vocabulary[effect].split(/\s+/)) {
    if (/^[a-z]+$/.test(word)) english.set(word, [...(english.get(word) ?? []), effect])
    else chinese.push({ word, effect })
  }
}

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

const known = (word: string): Effect[] =>
  english.get(word) ?? english.get(word.replace(/s$/, "")) ?? english.get(word.replace(/es$/, "")) ?? []

/** What the words of a text bring into a picture, in their order. */
function effectsOf(text: string): Effect[] {
  const found: { at: number; effect: Effect }[] = []
  for (const match of text.toLowerCase().matchAll(/[a-z]+/g))
    for (const effect of known(match[0])) found.push({ at: match.index, effect })
  for (const { word, effect } of chinese) {
    const at = text.indexOf(word)
    if (at >= 0) found.push({ at, effect })
  }
  return [...new Set(found.sort((one, other) => one.at - other.at).map(({ effect }) => effect))]
}

/** How many words a text has, a Chinese character counted as one: the sandbox's measure of a prompt. */
export function countWords(text: string): number {
  return text.match(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu)?.length ?? 0
}

/** Reads a prompt and what it must not be about. */
export function wishOf(prompt: string, negative: string): Wish {
  const banned = new Set(effectsOf(negative))
  const unwanted = words(negative)
  return {
    effects: effectsOf(prompt).filter((effect) => !banned.has(effect)),
    banned,
    hash: hashNumbers(...words(prompt).map(hashText)),
    negativeHash: unwanted.length > 0 ? hashNumbers(...unwanted.map(hashText)) : 0,
  }
}
