"use client"

import { useMemo } from "react"
import { columnName, shownColumns, type Workspace } from "#lib/client/workspace"
import { useWorkspace } from "./playground-context"

/** What the columns are called just now, by id: in blind judging by their place in the draw. */
export function useColumnNames(): Map<string, string> {
  const columns = useWorkspace((workspace) => workspace.columns)
  const view = useWorkspace((workspace) => workspace.view)
  return useMemo(() => columnNames({ columns, view }), [columns, view])
}

export function columnNames({ columns, view }: Pick<Workspace, "columns" | "view">): Map<string, string> {
  return new Map(
    view.blind
      ? shownColumns({ columns, view }).map(({ id }, index) => [id, String(index + 1)])
      : columns.map(({ id }) => [id, columnName(columns, id)]),
  )
}
