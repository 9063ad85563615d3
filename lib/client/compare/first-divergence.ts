import { wordsIn } from "./segmenting.ts"

export interface Divergence {
  /** Where the texts part: UTF-16, never inside of what a person sees as one character. */
  index: number
  /** Whole words that are the same before it. */
  words: number
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" })

/** Where two texts stop being the same; undefined when they are the same to the end. */
export function firstDivergence(a: string, b: string): Divergence | undefined {
  if (a === b) return undefined
  let common = 0
  while (common < a.length && common < b.length && a[common] === b[common]) common += 1
  const index = boundaryBefore(a, b, common)
  return { index, words: Math.min(wordsBefore(a, index), wordsBefore(b, index)) }
}

/** What looks like a boundary in one text may lie within a character of the other. */
function boundaryBefore(a: string, b: string, at: number): number {
  const inA = graphemes.segment(a).containing(at)?.index ?? at
  const inB = graphemes.segment(b).containing(inA)?.index ?? inA
  return inB === at ? at : boundaryBefore(a, b, inB)
}

/** A word that goes on beyond the index is not counted. */
function wordsBefore(text: string, index: number): number {
  let count = 0
  for (const { to } of wordsIn(text)) {
    if (to > index) break
    count += 1
  }
  return count
}
