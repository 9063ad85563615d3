"use client"

import { memo, type ReactNode } from "react"
import { useTranslations } from "use-intl"
import type { Row } from "#lib/domain/setup-schema"
import type { ResultsColumn } from "./results-table"

interface ResultRowProps {
  row: Row
  index: number
  /** Its place in the whole table, from 1. */
  number: number
  height: number
  names: string[]
  columns: ResultsColumn[]
  /** The cell that Tab comes to, when it is in this row; 0 is the row's head. */
  activeColumn: number | undefined
  cell: (rowId: string, columnId: string) => ReactNode
}

/** A row: its values, then what each column made of them, all of one height. */
export const ResultRow = memo(function ResultRow(props: ResultRowProps) {
  const { row, index, number, height, names, columns, activeColumn, cell } = props
  const t = useTranslations("results")
  const place = (column: number) => ({
    "data-cell-row": index,
    "data-cell-column": column,
    tabIndex: column === activeColumn ? 0 : -1,
  })
  const box = { height: height - 1 }
  const focusRing =
    "focus-visible:outline-2 focus-visible:outline-accent-strong focus-visible:outline-offset-[-2px]"
  return (
    <tr aria-rowindex={index + 2} className="*:border-b *:p-0 *:text-left *:align-top">
      <th
        scope="row"
        {...place(0)}
        className={`sticky left-0 z-1 border-r bg-surface font-normal ${focusRing}`}
      >
        <div style={box} className="overflow-hidden px-3 py-2 text-xs">
          <p className="figures text-ink-3">{t("number", { number })}</p>
          {names.map((name) => {
            const value = Object.hasOwn(row.values, name) ? (row.values[name] ?? "") : ""
            return (
              <p key={name} title={`${name}: ${value}`} className="line-clamp-3 break-words">
                <span className="font-mono text-2xs text-ink-3">{name}</span>{" "}
                <span className="text-ink">{value}</span>
              </p>
            )
          })}
        </div>
      </th>
      {columns.map((column, at) => (
        <td
          key={column.id}
          {...place(at + 1)}
          className={`cursor-pointer border-r last:border-r-0 hover:bg-hover ${focusRing}`}
        >
          <div style={box} className="overflow-hidden px-3 py-2">
            {cell(row.id, column.id)}
          </div>
        </td>
      ))}
    </tr>
  )
})
