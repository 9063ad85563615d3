import { maxWordChars, maxWordsPerList } from "#lib/domain/compliance/word-list-schema"

/** What a text says whose lines are words. Line numbers count from 1. */
export interface WordLines {
  words: string[]
  /** Lines that were left out. */
  empty: number
  duplicates: number
  /** Lines that are longer than a word may be. */
  tooLong: number[]
  /** More words than a list may have: so many. */
  tooMany?: number
}

/** Two ways to write a word that the filter takes for one. Case and width only: the server folds more. */
export const wordKey = (word: string): string => word.normalize("NFKC").toLowerCase()

/** Reads lines that were typed or pasted. Blank lines and repetitions are counted, not refused. */
export function readWordLines(text: string): WordLines {
  const seen = new Set<string>()
  const reading: WordLines = { words: [], empty: 0, duplicates: 0, tooLong: [] }
  const lines = text === "" ? [] : text.replace(/\r\n?/g, "\n").split("\n")
  for (const [index, line] of lines.entries()) {
    const word = line.trim()
    if (word === "") reading.empty++
    else if (word.length > maxWordChars) reading.tooLong.push(index + 1)
    else if (seen.has(wordKey(word))) reading.duplicates++
    else {
      seen.add(wordKey(word))
      reading.words.push(word)
    }
  }
  if (reading.words.length > maxWordsPerList) reading.tooMany = reading.words.length
  return reading
}

/** `words` and those of `more` that are not among them, and how many of `more` those are. */
export function mergedWords(words: string[], more: string[]): { words: string[]; added: number } {
  const known = new Set(words.map(wordKey))
  const added = more.filter((word) => !known.has(wordKey(word)))
  return { words: [...words, ...added], added: added.length }
}
