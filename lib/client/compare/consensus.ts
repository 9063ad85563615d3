import { sentencePieces } from "./segmenting.ts"

export interface ConsensusSentence {
  /** As it stands, with the space around it: the sentences together are the text. */
  text: string
  /** Which texts have it, by place, in order. White space does not count, case does. */
  in: number[]
}

/** For each text its sentences, and which of the texts say each of them. */
export function consensus(texts: string[]): ConsensusSentence[][] {
  const sentences = texts.map(sentencePieces)
  const holders = new Map<string, Set<number>>()
  for (const [index, pieces] of sentences.entries())
    for (const { key } of pieces) holders.set(key, (holders.get(key) ?? new Set()).add(index))
  const places = new Map([...holders].map(([key, indexes]) => [key, [...indexes]]))
  return sentences.map((pieces) => pieces.map(({ raw, key }) => ({ text: raw, in: places.get(key) ?? [] })))
}
