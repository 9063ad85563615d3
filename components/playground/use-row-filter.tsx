"use client"

import { useQueryClient } from "@tanstack/react-query"
import { useCallback, useMemo } from "react"
import { useStore } from "zustand"
import type { RowFilter } from "#components/results/results-view"
import { judgementsQuery } from "#lib/client/api/batch"
import { checkKey } from "#lib/client/check-key"
import { needsRetry } from "#lib/client/retry"
import { faultKey } from "#lib/client/run-tracker"
import { cellKey, shownSample } from "#lib/client/workspace"
import { usePlayground, useWorkspace } from "./playground-context"
import { useRunReader } from "./use-run-reader"

/** Returns the function that says whether a row is one that failed, that failed a check, or whose answers differ. */
export function useRowFilter(): (rowId: string, filter: Exclude<RowFilter, "all">) => boolean {
  const { controller } = usePlayground()
  const queries = useQueryClient()
  const runOf = useRunReader()
  const faults = useStore(controller.state, (state) => state.faults)
  const columns = useWorkspace((workspace) => workspace.columns)
  const view = useWorkspace((workspace) => workspace.view)
  const checks = useWorkspace((workspace) => workspace.checks)
  const keys = useMemo(() => new Set(checks.map(checkKey)), [checks])
  return useCallback(
    (rowId, filter) => {
      const cells = columns.flatMap((column) => {
        const result = column.results[cellKey(rowId, shownSample(view, column))]
        const run = runOf(result?.runId)
        return result && run ? [{ batchId: result.batchId, run }] : []
      })
      switch (filter) {
        case "failed":
          return (
            cells.some(({ run }) => needsRetry(run)) ||
            columns.some(
              (column) =>
                faults[faultKey(column.id, cellKey(rowId, shownSample(view, column)))] !== undefined,
            )
          )
        case "failedChecks":
          return cells.some(({ batchId, run }) => {
            const known = queries.getQueryData(judgementsQuery(batchId).queryKey)
            const results = known?.[run.runId]?.checks ?? run.checks
            return results?.some(({ checkId, passed }) => passed === false && keys.has(checkId)) ?? false
          })
        case "differ":
          return new Set(cells.map(({ run }) => run.text.trim())).size > 1
      }
    },
    [columns, view, keys, faults, runOf, queries],
  )
}
