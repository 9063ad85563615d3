"use client"

import { useCallback, useMemo, useState } from "react"
import { ResultsTable } from "#components/results/results-table"
import { initialResultsView } from "#components/results/results-view"
import { baselineOf, type Column, columnLetter } from "#lib/client/workspace"
import { setView } from "#lib/client/workspace-edits"
import { ColumnTotals } from "./column-totals"
import { useEdit, useWorkspace } from "./playground-context"
import { ResultCell } from "./result-cell"
import { TableColumnHead } from "./table-column-head"
import { useRowFilter } from "./use-row-filter"
import { useRows } from "./use-rows"

/** Every row in every column. A cell opens into the columns, where it is read beside its neighbours. */
export function AllResults({ columns, names }: { columns: Column[]; names: Map<string, string> }) {
  const edit = useEdit()
  const rows = useRows()
  const variables = useWorkspace((workspace) => workspace.variables.names)
  const baselineId = useWorkspace((workspace) => baselineOf(workspace)?.id)
  const [view, setTableView] = useState(initialResultsView)
  const matches = useRowFilter()
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns])
  const heads = useMemo(
    () =>
      columns.map(({ id }, index) => ({
        id,
        name: names.get(id) ?? columnLetter(index),
        isBaseline: id === baselineId,
      })),
    [columns, names, baselineId],
  )
  const cell = useCallback(
    (rowId: string, columnId: string) => <ResultCell rowId={rowId} columnId={columnId} />,
    [],
  )
  const headerOf = (columnId: string) => {
    const column = byId.get(columnId)
    return column ? <TableColumnHead column={column} name={names.get(columnId) ?? ""} /> : null
  }
  return (
    <div data-export className="order-4 flex min-h-[60dvh] min-w-0 grow flex-col bg-surface lg:min-h-0">
      <ResultsTable
        columns={heads}
        rows={rows}
        names={variables}
        view={view}
        onView={setTableView}
        matches={matches}
        headerOf={headerOf}
        cell={cell}
        onOpen={(rowId, columnId) => {
          edit(setView({ layout: "columns", rowId }))
          requestAnimationFrame(() => {
            const section = document.querySelector(`[data-column="${CSS.escape(columnId)}"]`)
            section?.scrollIntoView({ inline: "center", block: "nearest" })
            section?.querySelector<HTMLElement>("button")?.focus({ preventScroll: true })
          })
        }}
        totals={(columnId) => {
          const column = byId.get(columnId)
          return column ? <ColumnTotals column={column} /> : null
        }}
        className="grow"
      />
    </div>
  )
}
