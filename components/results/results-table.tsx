"use client"

import { type ReactNode, useMemo } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { classNames } from "#components/ui/class-names"
import { EmptyState } from "#components/ui/empty-state"
import type { Row } from "#lib/domain/setup-schema"
import { ResultsBar } from "./results-bar"
import { ResultsGrid } from "./results-grid"
import type { ResultsView, RowFilter } from "./results-view"

export interface ResultsColumn {
  id: string
  name: string
  isBaseline: boolean
}

export interface ResultsTableProps {
  columns: ResultsColumn[]
  rows: Row[]
  /** The variables, as the first column shows them. */
  names: string[]
  view: ResultsView
  onView: (next: ResultsView) => void
  /** Whether a row passes a filter (never asked for "all"). Keep it the same function while nothing changes. */
  matches: (rowId: string, filter: Exclude<RowFilter, "all">) => boolean
  /** In place of a column's name; brings its own. */
  headerOf?: (columnId: string) => ReactNode
  /**
   * What a cell shows; asked for rows in view only. Keep it the same function while outputs stream: return a component
   * that subscribes to its run, and rows do not render with each token. Best without controls: Enter opens the cell.
   */
  cell: (rowId: string, columnId: string) => ReactNode
  onOpen: (rowId: string, columnId: string) => void
  /** At the foot of a column: "12 passed, 1 failed, $0.02". */
  totals?: (columnId: string) => ReactNode
  /** Give it a height, or a flex parent: the table scrolls inside. */
  className?: string
}

/** Rows by columns: what each column answered to each row of the variables. */
export function ResultsTable({ view, onView, matches, rows, className, ...props }: ResultsTableProps) {
  const t = useTranslations("results")
  const byFilter = useMemo(() => {
    const only = (filter: Exclude<RowFilter, "all">) => rows.filter(({ id }) => matches(id, filter))
    return {
      all: rows,
      failed: only("failed"),
      failedChecks: only("failedChecks"),
      differ: only("differ"),
    } satisfies Record<RowFilter, Row[]>
  }, [rows, matches])
  const numbers = useMemo(() => new Map(rows.map(({ id }, index) => [id, index + 1])), [rows])
  const shown = byFilter[view.filter]
  return (
    <section aria-label={t("title")} className={classNames("flex min-h-0 flex-col", className)}>
      <ResultsBar
        view={view}
        onView={onView}
        counts={{
          all: rows.length,
          failed: byFilter.failed.length,
          failedChecks: byFilter.failedChecks.length,
          differ: byFilter.differ.length,
        }}
      />
      {shown.length === 0 ? (
        <EmptyState
          title={t(`empty.${view.filter}`)}
          actions={
            view.filter === "all" ? undefined : (
              <Button size="sm" onClick={() => onView({ ...view, filter: "all" })}>
                {t("showAll")}
              </Button>
            )
          }
        />
      ) : (
        <ResultsGrid {...props} rows={shown} numbers={numbers} density={view.density} />
      )}
    </section>
  )
}
