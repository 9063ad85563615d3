"use client"

import { memo, useMemo } from "react"
import { piecesOf, type TokenPiece } from "#lib/client/compare/token-pieces"
import type { Token } from "#lib/domain/outcome"

/** Tokens that are rendered together: while an answer grows, only the last of these renders again. */
const chunk = 200

/** Later tokens change no earlier one, but for a character that is still coming in: that takes four at most. */
const settled = 4

/**
 * Every token as a plain element, without a state or a listener of its own: what happens to it is heard further up
 * (use-token-target.tsx). The first can be reached with Tab; the others are reached from there.
 */
export const TokenSpans = memo(function TokenSpans({ tokens }: { tokens: Token[] }) {
  const pieces = useMemo(() => piecesOf(tokens), [tokens])
  const starts = Array.from({ length: Math.ceil(tokens.length / chunk) }, (_, index) => index * chunk)
  return starts.map((from) => (
    <Chunk
      key={from}
      from={from}
      pieces={pieces.slice(from, from + chunk)}
      first={tokens[from]}
      isSettled={tokens.length >= from + chunk + settled}
    />
  ))
})

interface ChunkProps {
  from: number
  pieces: TokenPiece[]
  /** Tells one answer from another. */
  first: Token | undefined
  isSettled: boolean
}

const Chunk = memo(
  function Chunk({ from, pieces }: ChunkProps) {
    return pieces.map(({ shown, step }, place) => (
      // biome-ignore lint/a11y/useSemanticElements: buttons do not break over lines as words do.
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: tokens are only added at the end.
        key={place}
        role="button"
        aria-haspopup="dialog"
        tabIndex={from + place === 0 ? 0 : -1}
        data-token={from + place}
        data-p={step ?? "?"}
      >
        {shown}
      </span>
    ))
  },
  (before, after) => before.isSettled && after.isSettled && before.first === after.first,
)
