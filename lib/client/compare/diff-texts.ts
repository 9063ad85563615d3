import { diffArrays } from "diff"
import { canonicalJson } from "./canonical-json.ts"
import { linePieces, type Piece, sentencePieces, wordPieces } from "./segmenting.ts"

export interface Segment {
  kind: "same" | "added" | "removed"
  text: string
}

/** What a person may ask for; `auto`: json where both texts are, else words. */
export type DiffBy = "words" | "sentences" | "json" | "auto"

export interface Diff {
  /** What is the same or added makes the other text, what is the same or removed the baseline, but for spaces. */
  segments: Segment[]
  /** How they were compared in the end; `whole`: one is said to replace the other. */
  by: "words" | "sentences" | "json" | "whole"
  /** The texts have so little in common that they were compared by larger pieces than was asked for. */
  coarse: boolean
}

/**
 * The most pieces that may differ before a comparison by them gives up. The work grows with the square of it: this
 * much is done in some hundred milliseconds, and a text of which more differs reads better replaced sentence by sentence.
 */
const mostEdits = 1_600

/** On a machine that is busy with other things: not longer than this. */
const mostMs = 1_000

/** Says how `other` differs from `baseline`. Bounded, whatever the texts are. */
export function diffTexts(baseline: string, other: string, by: DiffBy): Diff {
  if (by === "json" || by === "auto") {
    const [before, after] = [canonicalJson(baseline), canonicalJson(other)]
    if (before !== undefined && after !== undefined) {
      const segments = compare(linePieces(before), linePieces(after), mostEdits)
      return segments
        ? { segments, by: "json", coarse: false }
        : { segments: replaced(before, after), by: "whole", coarse: true }
    }
  }
  const words = by === "sentences" ? undefined : compareWords(baseline, other)
  if (words) return { segments: words, by: "words", coarse: false }
  const sentences = compare(sentencePieces(baseline), sentencePieces(other), mostEdits)
  if (sentences) return { segments: sentences, by: "sentences", coarse: by !== "sentences" }
  return { segments: replaced(baseline, other), by: "whole", coarse: true }
}

function replaced(before: string, after: string): Segment[] {
  const both: Segment[] = [
    { kind: "removed", text: before },
    { kind: "added", text: after },
  ]
  return both.filter(({ text }) => text !== "")
}

/** Pieces of both texts that are the same, or that stand in each other's place. */
interface Block {
  same: boolean
  before: Piece[]
  after: Piece[]
}

/**
 * Words, between the sentences that both have: the work grows with the square of what differs, so many small
 * differences cost a fraction of one large one.
 */
function compareWords(baseline: string, other: string): Segment[] | undefined {
  const blocks = blocksOf(sentencePieces(baseline), sentencePieces(other), mostEdits) ?? [
    { same: false, before: [{ raw: baseline, key: "" }], after: [{ raw: other, key: "" }] },
  ]
  const segments: Segment[] = []
  for (const block of joined(blocks)) {
    const inner = block.same
      ? segmentsOf(block)
      : compare(wordPieces(raw(block.before)), wordPieces(raw(block.after)), mostEdits, isOnlyMarks)
    if (!inner) return undefined
    for (const segment of inner) {
      const last = segments.at(-1)
      if (last?.kind === segment.kind && segment.kind === "same") last.text += segment.text
      else segments.push(segment)
    }
  }
  return segments
}

function compare(
  before: Piece[],
  after: Piece[],
  maxEditLength: number,
  isNoise: (pieces: Piece[]) => boolean = () => false,
): Segment[] | undefined {
  const blocks = blocksOf(before, after, maxEditLength)
  return blocks && joined(withoutNoise(blocks, isNoise)).flatMap(segmentsOf)
}

function blocksOf(before: Piece[], after: Piece[], maxEditLength: number): Block[] | undefined {
  const numbers = new Map<string, number>()
  const numbered = (pieces: Piece[]) =>
    pieces.map(({ key }) => {
      const known = numbers.get(key) ?? numbers.size
      numbers.set(key, known)
      return known
    })
  const changes = diffArrays(numbered(before), numbered(after), { maxEditLength, timeout: mostMs })
  if (!changes) return undefined
  let [a, b] = [0, 0]
  return changes.map(({ added, removed, count }): Block => {
    const from = added ? [] : before.slice(a, a + count)
    const to = removed ? [] : after.slice(b, b + count)
    a += from.length
    b += to.length
    return { same: !added && !removed, before: from, after: to }
  })
}

/** A comma between two changes is no common ground: it would only break them into confetti. */
function withoutNoise(blocks: Block[], isNoise: (pieces: Piece[]) => boolean): Block[] {
  return blocks.map((block, index) =>
    block.same && index > 0 && index < blocks.length - 1 && isNoise(block.after)
      ? { ...block, same: false }
      : block,
  )
}

function joined(blocks: Block[]): Block[] {
  const result: Block[] = []
  for (const { same, before, after } of blocks) {
    const last = result.at(-1)
    if (last?.same === same) {
      last.before = last.before.concat(before)
      last.after = last.after.concat(after)
    } else result.push({ same, before, after })
  }
  return result
}

function isOnlyMarks(pieces: Piece[]): boolean {
  return pieces.length <= 2 && pieces.every(({ key }) => !/[\p{L}\p{N}\n]/u.test(key))
}

function raw(pieces: Piece[]): string {
  return pieces.map((piece) => piece.raw).join("")
}

function segmentsOf({ same, before, after }: Block): Segment[] {
  return same ? [{ kind: "same", text: raw(after) }] : replaced(raw(before), raw(after))
}
