"use client"

import { useMemo } from "react"
import { useShallow } from "zustand/react/shallow"
import { shownCell, shownColumns } from "#lib/client/workspace"
import type { RunState } from "#lib/domain/run"
import { useWorkspace } from "./playground-context"
import { useColumnNames } from "./use-column-names"
import { useEndedRuns } from "./use-progress"

/** The columns as they stand on the page, each with the ended run that it shows. */
export function useShownRuns(): {
  columnId: string
  name: string
  runId: string | undefined
  run: RunState | undefined
}[] {
  const names = useColumnNames()
  const columnIds = useWorkspace(useShallow((workspace) => shownColumns(workspace).map(({ id }) => id)))
  const runIds = useWorkspace(
    useShallow((workspace) =>
      shownColumns(workspace).map((column) => column.results[shownCell(workspace, column)]?.runId),
    ),
  )
  const runs = useEndedRuns(runIds)
  return useMemo(
    () =>
      columnIds.map((columnId, index) => ({
        columnId,
        name: names.get(columnId) ?? "",
        runId: runIds[index],
        run: runs[index],
      })),
    [columnIds, names, runIds, runs],
  )
}
