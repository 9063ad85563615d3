/** Without a locale of its own: the same text is as long for every reader and on every server. */
const words = new Intl.Segmenter("en", { granularity: "word" })

/** Words as a reader would count them, Chinese ones by the dictionary; punctuation and spaces are none. */
export function countWords(text: string): number {
  let count = 0
  for (const { isWordLike } of words.segment(text)) if (isWordLike) count += 1
  return count
}
