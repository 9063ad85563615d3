"use client"

import { lazy, Suspense } from "react"
import type { Column } from "#lib/client/workspace"
import { loadRunReport } from "./run-report"
import { isActive, type useColumnPhase } from "./use-column-state"

const RunEnding = lazy(() => loadRunReport().then(([{ RunEnding }]) => ({ default: RunEnding })))

/** How a column's run ended, once it has. */
export function RunEnd({ column, phase }: { column: Column; phase: ReturnType<typeof useColumnPhase> }) {
  if (phase === "idle" || phase === "loading" || isActive(phase)) return null
  return (
    <Suspense>
      <RunEnding column={column} phase={phase} />
    </Suspense>
  )
}
