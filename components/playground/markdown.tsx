"use client"

import { lazy, Suspense } from "react"

/** Loads what Markdown needs; called early where an answer is on its way. */
export const loadMarkdown = () => import("./markdown-document")

const MarkdownDocument = lazy(() => loadMarkdown().then((module) => ({ default: module.MarkdownDocument })))

export interface MarkdownProps {
  text: string
  /** More text is to come. */
  streaming: boolean
}

/**
 * A model's Markdown as elements of our own: never raw HTML, no images loaded, links to web and mail only. What
 * it needs is loaded with the first text; until then the text stands as it is.
 */
export function Markdown({ text, streaming }: MarkdownProps) {
  return (
    <Suspense fallback={<div className="prose whitespace-pre-wrap">{text.slice(0, 4000)}</div>}>
      <MarkdownDocument text={text} streaming={streaming} />
    </Suspense>
  )
}
