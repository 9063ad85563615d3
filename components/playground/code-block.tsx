"use client"

import { memo, type ReactNode, type RefObject, useEffect, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { CopyButton } from "./copy-button"

/** More than this is not highlighted: it would hold up the page. */
const longestHighlighted = 20_000
const linesPerChunk = 50

/** A block of code with its language, a copy button and, once it is whole, highlighting. */
export function CodeBlock({ code, language, open }: { code: string; language: string; open: boolean }) {
  const t = useTranslations("output")
  const box = useRef<HTMLElement>(null)
  const highlighted = useHighlighted(box, code, language, !open && code.length <= longestHighlighted)
  return (
    <figure ref={box} className="overflow-hidden rounded border bg-sunken">
      <figcaption className="flex h-8 items-center justify-between border-b pr-1 pl-3 text-ink-3 text-xs">
        <span>{language || t("code")}</span>
        <CopyButton text={code} label={t("copyCode")} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled by the keyboard. */}
      <pre tabIndex={0} className="my-0! rounded-none! border-0!">
        <code className="block w-max min-w-full">{highlighted ?? <PlainCode code={code} />}</code>
      </pre>
    </figure>
  )
}

/** Code in chunks, so that one more line lays out the last chunk only. */
function PlainCode({ code }: { code: string }) {
  return chunksOf(code).map((chunk, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: chunks are only added at the end.
    <Chunk key={index} text={chunk} />
  ))
}

const Chunk = memo(function Chunk({ text }: { text: string }) {
  // The last line end of a block element shows nothing, so an empty last line needs one more.
  return <span className="block">{text.endsWith("\n") || text === "" ? `${text}\n` : text}</span>
})

function chunksOf(code: string): string[] {
  const chunks: string[] = []
  let start = 0
  let lines = 0
  for (let end = code.indexOf("\n"); end !== -1; end = code.indexOf("\n", end + 1)) {
    lines += 1
    if (lines % linesPerChunk === 0) {
      chunks.push(code.slice(start, end))
      start = end + 1
    }
  }
  return [...chunks, code.slice(start)]
}

/**
 * The code as coloured spans, once its block has come near the screen; undefined until then and for unknown
 * languages. So a long answer is not coloured all at once.
 */
function useHighlighted(
  box: RefObject<HTMLElement | null>,
  code: string,
  language: string,
  enabled: boolean,
): ReactNode {
  const [done, setDone] = useState<{ code: string; language: string; nodes: ReactNode }>()
  useEffect(() => {
    const element = box.current
    if (!enabled || language === "" || !element) return
    let isCurrent = true
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return
        observer.disconnect()
        void import("./highlight-code").then(({ highlightCode }) => {
          if (isCurrent) setDone({ code, language, nodes: highlightCode(code, language) })
        })
      },
      { rootMargin: "300px" },
    )
    observer.observe(element)
    return () => {
      isCurrent = false
      observer.disconnect()
    }
  }, [box, code, language, enabled])
  return enabled && done?.code === code && done.language === language ? done.nodes : undefined
}
