"use client"

import { useMemo } from "react"
import { Timeline } from "#components/compare/timeline"
import { timelineOf } from "#lib/client/compare/timeline"
import { useShownRuns } from "./use-shown-runs"

/** Queue, wait, thinking and writing of every column that is shown, on one clock. */
export function TimelinePanel() {
  const shown = useShownRuns()
  const runs = useMemo(() => shown.flatMap(({ name, run }) => (run ? [{ name, run }] : [])), [shown])
  const timeline = useMemo(() => timelineOf(runs, Date.now()), [runs])
  return (
    <div className="order-3 max-h-72 shrink-0 overflow-y-auto border-b bg-surface px-4 py-3">
      <Timeline timeline={timeline} />
    </div>
  )
}
