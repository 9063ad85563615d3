"use client"

import { memo, useMemo } from "react"

/** Where a text is cut into pieces, at the next line's end, so that growth lays out the last piece only. */
const piece = 2_000

/** A text as it came, line breaks and spaces kept. */
export function PlainText({ text }: { text: string }) {
  const pieces = useMemo(() => piecesOf(text), [text])
  return (
    <div className="max-w-measure break-words text-read">
      {pieces.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces are only added at the end.
        <Piece key={index} text={part} />
      ))}
    </div>
  )
}

const Piece = memo(function Piece({ text }: { text: string }) {
  // A line end that closes a block shows nothing of its own: it is the next piece's beginning.
  return (
    <div className="whitespace-pre-wrap [content-visibility:auto] [contain-intrinsic-size:auto_480px]">
      {text}
    </div>
  )
})

function piecesOf(text: string): string[] {
  const pieces: string[] = []
  let start = 0
  while (text.length - start > piece) {
    const lineEnd = text.indexOf("\n", start + piece)
    if (lineEnd === -1) break
    pieces.push(text.slice(start, lineEnd) || "\n")
    start = lineEnd + 1
  }
  return [...pieces, text.slice(start)]
}
