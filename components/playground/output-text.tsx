"use client"

import { lazy, memo, Suspense, useDeferredValue, useEffect } from "react"
import type { View } from "#lib/client/workspace"
import { loadMarkdown, Markdown } from "./markdown"
import { PlainText } from "./plain-text"
import { useRun, useWorkspace } from "./playground-context"

const ToolCalls = lazy(() => import("./tool-calls").then((module) => ({ default: module.ToolCalls })))

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
  const lead = useWorkspace(({ columns }) => columns.find(({ id }) => id === columnId)?.lead)
  const now = useRun(columnId, (run) => run.text) ?? ""
  // What is there at once, for instance twelve stored answers, is drawn piece by piece; what streams in, as it comes.
  const later = useDeferredValue(now, "")
  const text = streaming ? now : later
  const hasCalls = useRun(columnId, (run) => run.tool !== "")
  useEffect(() => {
    // Ahead of the first token, so that it does not wait for code to arrive.
    if (streaming) loadMarkdown()
  }, [streaming])
  return (
    <>
      {lead === undefined || text === "" ? null : (
        <p className="prose whitespace-pre-wrap text-ink-3">{lead}</p>
      )}
      {text === "" ? null : rendering === "markdown" ? (
        <Markdown text={text} streaming={streaming} />
      ) : (
        <PlainText text={text} />
      )}
      {hasCalls ? (
        <Suspense>
          <ToolCalls columnId={columnId} />
        </Suspense>
      ) : null}
    </>
  )
})
