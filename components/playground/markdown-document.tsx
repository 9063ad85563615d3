"use client"

import { memo, useEffect, useLayoutEffect, useState, useSyncExternalStore } from "react"
import { classNames } from "#components/ui/class-names"
import { frameScheduler } from "#lib/client/frame-scheduler"
import type { MarkdownBlock } from "#lib/client/markdown-blocks"
import { createMarkdownReader } from "#lib/client/markdown-reader"
import type { MarkdownProps } from "./markdown"
import { BlockToken } from "./markdown-tokens"

const longestContained = 20_000

export function MarkdownDocument({ text, streaming }: MarkdownProps) {
  const [reader] = useState(() => createMarkdownReader(frameScheduler()))
  const blocks = useSyncExternalStore(reader.subscribe, reader.blocks, reader.blocks)
  // Before the paint, so that a token is seen in the very frame that brought it.
  useLayoutEffect(() => reader.read(text, streaming), [reader, text, streaming])
  useEffect(() => reader.dispose, [reader])
  return (
    <div className="prose">
      {blocks.map((block) => (
        <Block key={block.key} block={block} />
      ))}
    </div>
  )
}

/** Settled blocks keep their object, so that they render once; off screen, the browser skips them. */
const Block = memo(function Block({ block: { raw, open, token } }: { block: MarkdownBlock }) {
  if (token?.type === "def" || raw.trim() === "") return null
  const isHeading = token?.type === "heading"
  // Containing a block lays it out anew, which a very large one does not bear.
  const isContained = !open && raw.length < longestContained
  return (
    <div
      className={classNames(
        "[&>*]:my-0! first:mt-0",
        isHeading ? "mt-5" : "mt-3",
        isContained ? "[content-visibility:auto]" : null,
      )}
      style={isContained ? { containIntrinsicBlockSize: `auto ${heightOf(raw)}px` } : undefined}
    >
      {token ? (
        <BlockToken token={token} open={open && token.type === "code"} />
      ) : (
        <p className="whitespace-pre-wrap">{raw}</p>
      )}
    </div>
  )
})

/** About how high a block will be, before it has been on screen: 60 characters and 24 px a line. */
function heightOf(raw: string): number {
  const lines = raw.split("\n").reduce((count, line) => count + Math.max(1, Math.ceil(line.length / 60)), 0)
  return lines * 24
}
