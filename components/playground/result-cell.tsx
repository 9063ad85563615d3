"use client"

import { lazy, memo, Suspense } from "react"
import { type Column, cellKey, shownSample } from "#lib/client/workspace"
import { loadImages } from "./lazy-images"
import { CellProvider, useIsImage, useRun, useWorkspace } from "./playground-context"
import { StatusLine } from "./status-line"
import { useColumnPhase } from "./use-column-state"

const CellPictures = lazy(() => loadImages().then(({ CellPictures }) => ({ default: CellPictures })))

/** Enough to see what an answer is about; more text than a cell can show costs time with each token. */
const shownChars = 600

/** One answer in the table: its beginning, and how it stands where that is not simply done. */
export const ResultCell = memo(function ResultCell({ rowId, columnId }: { rowId: string; columnId: string }) {
  const column = useWorkspace(({ columns }) => columns.find(({ id }) => id === columnId))
  const sample = useWorkspace(({ view, columns }) => {
    const own = columns.find(({ id }) => id === columnId)
    return own ? shownSample(view, own) : 0
  })
  if (!column) return null
  return (
    <CellProvider value={cellKey(rowId, sample)}>
      <CellText columnId={columnId} />
    </CellProvider>
  )
})

function CellText({ columnId }: { columnId: string }) {
  const column = useWorkspace(({ columns }) => columns.find(({ id }) => id === columnId))
  const text = useRun(columnId, (run) => run.text.slice(0, shownChars))
  const isImage = useIsImage()
  if (!column) return null
  return isImage ? (
    <span className="flex h-full flex-col gap-1">
      <CellState column={column} />
      <Suspense>
        <CellPictures column={column} />
      </Suspense>
    </span>
  ) : (
    <>
      <CellState column={column} />
      <span className="whitespace-pre-wrap break-words">{text}</span>
    </>
  )
}

function CellState({ column }: { column: Column }) {
  const phase = useColumnPhase(column)
  if (phase === "done" || phase === "idle" || phase === "writing") return null
  return <StatusLine column={column} phase={phase} />
}
