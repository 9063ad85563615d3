/** One locale for everybody: two people who look at one comparison see one result. Chinese goes by its dictionary anyway. */
const wordSegmenter = new Intl.Segmenter("en", { granularity: "word" })
const sentenceSegmenter = new Intl.Segmenter("en", { granularity: "sentence" })

/** A stretch of a text as it stands, and what it is compared by. */
export interface Piece {
  raw: string
  key: string
}

/**
 * Words and marks, each with the spaces that follow it; line ends with the next line's indent. Spaces count for
 * nothing in the comparison, line ends do; the pieces together are the text.
 */
export function wordPieces(text: string): Piece[] {
  const pieces: Piece[] = []
  for (const { segment } of wordSegmenter.segment(text)) {
    const last = pieces.at(-1)
    if (/^[\r\n]+$/.test(segment)) {
      if (last?.key.startsWith("\n")) {
        last.raw += segment
        last.key += "\n"
      } else pieces.push({ raw: segment, key: "\n" })
    } else if (last && segment.trim() === "") last.raw += segment
    else pieces.push({ raw: segment, key: segment.trim() })
  }
  return pieces
}

/** A marker of a list that was cut off from its item: "1." reads as a sentence. */
const marker = /^\s*(?:[-*+•]|\p{Nd}{1,3}[.)、．])[ \t]*$/u

/** Sentences, which end at line ends too; empty lines belong to the sentence before. The pieces together are the text. */
export function sentencePieces(text: string): Piece[] {
  const raws: string[] = []
  for (const { segment } of sentenceSegmenter.segment(text)) {
    const last = raws.at(-1)
    if (last !== undefined && (segment.trim() === "" || last.trim() === "" || marker.test(last)))
      raws[raws.length - 1] = last + segment
    else raws.push(segment)
  }
  return raws.map((raw) => ({ raw, key: raw.trim().replace(/\s+/g, " ") }))
}

/** Lines of JSON. A comma more or less at the end of one says nothing about the value before it. */
export function linePieces(text: string): Piece[] {
  return text.split(/(?<=\n)/).map((raw) => ({ raw, key: raw.trimEnd().replace(/,$/, "") }))
}

/** Where words lie, for as long as they are asked for. */
export function* wordsIn(text: string): Generator<{ from: number; to: number }> {
  for (const { index, segment, isWordLike } of wordSegmenter.segment(text))
    if (isWordLike) yield { from: index, to: index + segment.length }
}
