"use client"

import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual"
import { Fragment, useMemo, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { TableSpacer } from "#components/ui/table-spacer"
import { useLatest } from "#components/ui/use-latest"
import { addRow, duplicateRow, moveRow, setCell } from "#lib/client/variables-edits"
import type { Variables } from "#lib/domain/setup-schema"
import { ColumnHead } from "./column-head"
import { GridRow, type GridRowActions } from "./grid-row"
import { renamerOf, type TablePartsProps } from "./table-parts"
import { useGridKeys } from "./use-grid-keys"
import { useSameNames } from "./use-same-names"

/** A row of one line, before it is measured. */
const estimatedHeight = 33
const headHeight = 29

/**
 * The table of the variables. Only the rows in view are in the page, and the one that is being written in. Keys are
 * those of a spreadsheet, see useGridKeys.
 */
export function VariablesGrid(props: TablePartsProps) {
  const { variables, used, columns, actions } = props
  const t = useTranslations("variables")
  const latest = useLatest(props)
  const scroller = useRef<HTMLDivElement>(null)
  const [activeRow, setActiveRow] = useState(0)
  const { rows } = variables

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimatedHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
    // The header lies over the first rows; a row at the end needs its height more.
    scrollPaddingEnd: headHeight,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      if (activeRow >= rows.length || shown.includes(activeRow)) return shown
      return [...shown, activeRow].sort((a, b) => a - b)
    },
  })
  const grid = useGridKeys({
    props,
    scroller,
    scrollToRow: (index) => virtual.scrollToIndex(index),
    onActiveRow: setActiveRow,
  })
  const rowActions = useMemo((): GridRowActions => {
    const change = (edit: (table: Variables) => Variables) =>
      latest.current.onChange(edit(latest.current.variables))
    return {
      write: (id, name, value) => change((table) => setCell(table, id, name, value)),
      insertBelow: (id) => change((table) => addRow(table, table.rows.findIndex((row) => row.id === id) + 1)),
      duplicate: (id) => change((table) => duplicateRow(table, id)),
      move: (id, by) => change((table) => moveRow(table, id, by)),
      remove: (id) => latest.current.actions.removeRow(id),
    }
  }, [latest])
  // The same array while the names are the same, so that rows do not render with each letter.
  const stableColumns = useSameNames(columns)
  const stableUsed = useSameNames(used)
  const usedNames = useMemo(() => new Set(stableUsed), [stableUsed])

  const items = virtual.getVirtualItems()
  let drawnTo = 0
  return (
    <div
      ref={scroller}
      className="max-h-[min(60vh,36rem)] scroll-pt-9 scroll-pl-10 overflow-auto rounded border border-line-strong bg-surface"
      {...grid.handlers}
    >
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA allows it; its cells are operated.
        role="grid"
        aria-label={t("title")}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 2}
        className="w-full table-fixed border-separate border-spacing-0 text-sm"
        style={{ minWidth: `${columns.length * 10 + 5}rem` }}
      >
        <colgroup>
          <col className="w-10" />
          {columns.map((name) => (
            <col key={name} />
          ))}
          <col className="w-9" />
        </colgroup>
        <thead>
          <tr aria-rowindex={1} className="*:sticky *:top-0 *:z-10 *:border-b *:bg-sunken">
            <th scope="col" className="left-0 z-20! border-r px-2 text-right font-normal text-2xs text-ink-3">
              {t("rowHead")}
            </th>
            {columns.map((name) => (
              <th key={name} scope="col" className="border-r px-2 text-left">
                <ColumnHead
                  name={name}
                  variables={variables}
                  isUsed={usedNames.has(name)}
                  onRename={renamerOf(props, name)}
                  onRemove={() => actions.removeVariable(name)}
                />
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {items.map((item) => {
            const row = rows[item.index]
            const gap = item.start - drawnTo
            drawnTo = item.end
            return row ? (
              <Fragment key={item.key}>
                <TableSpacer height={gap} />
                <GridRow
                  row={row}
                  index={item.index}
                  isLast={item.index === rows.length - 1}
                  columns={stableColumns}
                  used={usedNames}
                  actions={rowActions}
                  measure={virtual.measureElement}
                />
              </Fragment>
            ) : null
          })}
          <TableSpacer height={virtual.getTotalSize() - drawnTo} />
        </tbody>
      </table>
    </div>
  )
}
