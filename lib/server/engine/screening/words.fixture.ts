import type { WordListContent } from "#lib/domain/compliance/word-list-schema"
import { buildMatcher, type ScreeningList, type WordMatcher } from "#lib/server/engine/screening/word-matcher"

/** A list of these words that masks, unless said otherwise. */
export const wordsOf = (words: string[], more: Partial<ScreeningList> = {}): ScreeningList => ({
  ...aWordList(words, more),
  id: more.id ?? "list",
})

export const aWordList = (words: string[], more: Partial<WordListContent> = {}): WordListContent => ({
  name: "A list",
  category: "own",
  language: "en",
  action: "mask",
  scope: "both",
  strict: false,
  words,
  ...more,
})

export const matcherOf = (words: string[], more: Partial<ScreeningList> = {}): Promise<WordMatcher> =>
  buildMatcher([wordsOf(words, more)])
