"use client"

import { useCallback } from "react"
import type { FocusLine } from "./history-lines"
import { useEntryActions } from "./use-entry-actions"
import { useRunActions } from "./use-run-actions"
import { useSelection } from "./use-selection"

/** What the keys do to a line, be it a run or a comparison. */
export function useLineActions() {
  const { star: starRun, remove: removeRun } = useRunActions()
  const { starEntry, removeEntry } = useEntryActions()
  const { toggle, clear } = useSelection()
  const star = useCallback(
    (line: FocusLine) => {
      if (line.kind === "run") starRun(line.run.id, !line.run.starred)
      else starEntry(line.entry.id, !line.entry.runs.every((run) => run.starred))
    },
    [starRun, starEntry],
  )
  const remove = useCallback(
    (line: FocusLine) => (line.kind === "run" ? removeRun(line.run.id) : removeEntry(line.entry)),
    [removeRun, removeEntry],
  )
  const select = useCallback(
    (line: FocusLine) => toggle(line.kind === "run" ? [line.run] : line.entry.runs),
    [toggle],
  )
  return { star, remove, select, clear }
}
