"use client"

import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual"
import { Fragment, useEffect, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { TableSpacer } from "#components/ui/table-spacer"
import { ResultRow } from "./result-row"
import { ResultsHead, ResultsTotals } from "./results-edges"
import type { ResultsTableProps } from "./results-table"
import { type Density, rowHeights } from "./results-view"
import { useCellFocus } from "./use-cell-focus"

interface ResultsGridProps
  extends Pick<ResultsTableProps, "columns" | "rows" | "names" | "headerOf" | "cell" | "onOpen" | "totals"> {
  /** Places of the rows in the whole table, from 1, by id. */
  numbers: ReadonlyMap<string, number>
  density: Density
}

const columnWidth = "18rem"
const firstWidth = "clamp(7.5rem, 22vw, 16rem)"

/** The table itself: names, the rows in view, totals; what scrolls stays under the first and beside the second. */
export function ResultsGrid(props: ResultsGridProps) {
  const { columns, rows, names, numbers, density, headerOf, cell, onOpen, totals } = props
  const t = useTranslations("results")
  const scroller = useRef<HTMLDivElement>(null)
  const head = useRef<HTMLTableSectionElement>(null)
  const foot = useRef<HTMLTableSectionElement>(null)
  const [covered, setCovered] = useState({ head: 40, foot: 0 })
  const height = rowHeights[density]
  const focus = useCellFocus({
    scroller,
    rowCount: rows.length,
    columnCount: columns.length + 1,
    scrollToRow: (index) => virtual.scrollToIndex(index),
    onOpen: (row, column) => {
      const rowId = rows[row]?.id
      const columnId = columns[column - 1]?.id
      if (rowId !== undefined && columnId !== undefined) onOpen(rowId, columnId)
    },
  })
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 4,
    scrollPaddingEnd: covered.head + covered.foot,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      return shown.includes(focus.active.row) ? shown : [...shown, focus.active.row].sort((a, b) => a - b)
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height is what makes it necessary.
  useEffect(() => virtual.measure(), [virtual, height])
  useEffect(() => {
    const observer = new ResizeObserver(() =>
      setCovered({ head: head.current?.offsetHeight ?? 0, foot: foot.current?.offsetHeight ?? 0 }),
    )
    if (head.current) observer.observe(head.current)
    if (foot.current) observer.observe(foot.current)
    return () => observer.disconnect()
  }, [])

  let drawnTo = 0
  return (
    <div
      ref={scroller}
      className="min-h-0 flex-1 overflow-auto bg-surface"
      style={{ scrollPadding: `${covered.head}px 0 ${covered.foot}px ${firstWidth}` }}
      {...focus.handlers}
    >
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA allows it; its cells are operated.
        role="grid"
        aria-label={t("title")}
        aria-rowcount={rows.length + (totals ? 2 : 1)}
        aria-colcount={columns.length + 1}
        className="w-full table-fixed border-separate border-spacing-0 text-sm"
        style={{ minWidth: `calc(${firstWidth} + ${columns.length} * ${columnWidth})` }}
      >
        <colgroup>
          <col style={{ width: firstWidth }} />
          {columns.map(({ id }) => (
            <col key={id} />
          ))}
        </colgroup>
        <ResultsHead ref={head} columns={columns} headerOf={headerOf} />
        <tbody>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]
            const gap = item.start - drawnTo
            drawnTo = item.end
            return row ? (
              <Fragment key={item.key}>
                <TableSpacer height={gap} />
                <ResultRow
                  row={row}
                  index={item.index}
                  number={numbers.get(row.id) ?? item.index + 1}
                  height={height}
                  names={names}
                  columns={columns}
                  activeColumn={item.index === focus.active.row ? focus.active.column : undefined}
                  cell={cell}
                />
              </Fragment>
            ) : null
          })}
          <TableSpacer height={virtual.getTotalSize() - drawnTo} />
        </tbody>
        {totals ? (
          <ResultsTotals ref={foot} columns={columns} totals={totals} rowIndex={rows.length + 2} />
        ) : null}
      </table>
    </div>
  )
}
