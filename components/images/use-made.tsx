"use client"

import { useQueries, useQueryClient } from "@tanstack/react-query"
import { useCallback, useDeferredValue, useMemo } from "react"
import {
  useCellKey,
  useConnections,
  usePlayground,
  useResult,
  useWorkspace,
} from "#components/playground/playground-context"
import { runQuery } from "#lib/client/api/run"
import { isChangedSince } from "#lib/client/run-plan"
import type { Column, ColumnResult } from "#lib/client/workspace"
import type { Variant } from "#lib/domain/batch"
import type { RunDetail } from "#lib/domain/history"

/** A result of a column, and the row that it was made for. */
export interface Made {
  columnId: string
  rowId: string
  result: ColumnResult
}

// What a run was asked for never changes.
const askedQuery = (runId: string) => ({ ...runQuery(runId), staleTime: Number.POSITIVE_INFINITY })

const byRun = (answers: { data?: RunDetail | undefined }[]) =>
  new Map(answers.flatMap(({ data }) => (data ? [[data.summary.id, data.variant] as const] : [])))

/**
 * What runs were asked for whose columns ask for something else by now, by run: the others were made of what the page
 * says. Read from the server, so it may come a moment later.
 */
export function useMadeVariants(made: Made[]): Map<string, Variant> {
  const { connections } = useConnections()
  const workspace = useDeferredValue(useWorkspace((state) => state))
  const changed = useMemo(
    () =>
      made.filter(({ columnId, rowId, result }) =>
        isChangedSince(workspace, columnId, connections, rowId, result.asked),
      ),
    [made, workspace, connections],
  )
  return useQueries({ queries: changed.map(({ result }) => askedQuery(result.runId)), combine: byRun })
}

/** The same of the result that a column shows. */
export function useMade({ id: columnId }: Column): Variant | undefined {
  const result = useResult(columnId)
  const [rowId = ""] = useCellKey(columnId).split("/")
  const variants = useMadeVariants(
    useMemo(() => (result ? [{ columnId, rowId, result }] : []), [columnId, rowId, result]),
  )
  return result && variants.get(result.runId)
}

/** Returns the function that reads the same at once, for many results; rejects when the server does not answer. */
export function useReadMade(): (made: Made[]) => Promise<Map<string, Variant>> {
  const queries = useQueryClient()
  const { connections } = useConnections()
  const { workspace } = usePlayground()
  return useCallback(
    async (made) => {
      const now = workspace.getState()
      const changed = made.filter(({ columnId, rowId, result }) =>
        isChangedSince(now, columnId, connections, rowId, result.asked),
      )
      const data = await Promise.all(
        changed.map(({ result }) => queries.fetchQuery(askedQuery(result.runId))),
      )
      return byRun(data.map((one) => ({ data: one })))
    },
    [queries, connections, workspace],
  )
}
