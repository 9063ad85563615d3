"use client"

import { memo, useEffect } from "react"
import { useTranslations } from "use-intl"
import type { View } from "#lib/client/workspace"
import { loadMarkdown, Markdown } from "./markdown"
import { PlainText } from "./plain-text"
import { useRun } from "./playground-context"

/** The answer itself. The only part of a column that renders with each token. */
export const OutputText = memo(function OutputText({
  columnId,
  streaming,
  rendering,
}: {
  columnId: string
  streaming: boolean
  rendering: View["rendering"]
}) {
  const t = useTranslations("output")
  const text = useRun(columnId, (run) => run.text) ?? ""
  const tool = useRun(columnId, (run) => run.tool) ?? ""
  useEffect(() => {
    // Ahead of the first token, so that it does not wait for code to arrive.
    if (streaming) loadMarkdown()
  }, [streaming])
  return (
    <>
      {text === "" ? null : rendering === "markdown" ? (
        <Markdown text={text} streaming={streaming} />
      ) : (
        <PlainText text={text} />
      )}
      {tool === "" ? null : (
        <figure className="mt-3">
          <figcaption className="mb-1 text-ink-2 text-xs">{t("toolCall")}</figcaption>
          <pre className="overflow-x-auto whitespace-pre-wrap rounded border bg-sunken p-3 text-xs">
            {tool}
          </pre>
        </figure>
      )}
    </>
  )
})
