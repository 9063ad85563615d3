"use client"

import { Ellipsis } from "lucide-react"
import { memo } from "react"
import { useTranslations } from "use-intl"
import { IconButton } from "#components/ui/icon-button"
import { Menu } from "#components/ui/menu"
import type { Row } from "#lib/domain/setup-schema"
import { isEmptyValue } from "#lib/domain/template"
import { MissingMark } from "./variable-fields"

export interface GridRowActions {
  write: (id: string, name: string, value: string) => void
  insertBelow: (id: string) => void
  duplicate: (id: string) => void
  move: (id: string, by: number) => void
  remove: (id: string) => void
}

interface GridRowProps {
  row: Row
  index: number
  isLast: boolean
  columns: string[]
  used: ReadonlySet<string>
  actions: GridRowActions
  measure: (element: HTMLElement | null) => void
}

/** One row of the table; renders when its own values change, not with those of others. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, index, isLast, columns, used, actions, measure } = props
  const t = useTranslations("variables")
  const number = index + 1
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index + 2} className="group *:border-b *:align-top">
      <th
        scope="row"
        className="figures sticky left-0 z-1 border-r bg-sunken px-2 py-1.5 text-right font-normal text-ink-3 text-xs"
      >
        {number}
      </th>
      {columns.map((name, column) => (
        <td key={name} className="relative h-8 border-r p-0">
          <textarea
            data-cell-row={index}
            data-cell-column={column}
            aria-label={t("cell", { name, row: number })}
            aria-description={used.has(name) && isEmptyValue(row.values, name) ? t("missingMark") : undefined}
            rows={1}
            value={(Object.hasOwn(row.values, name) ? row.values[name] : undefined) ?? ""}
            onChange={(event) => actions.write(row.id, name, event.target.value)}
            className="block field-sizing-content max-h-40 min-h-full w-full min-w-0 resize-none bg-transparent px-2 py-1.5 text-ink text-sm outline-none focus:bg-raised focus:shadow-[inset_0_0_0_2px_var(--accent-strong)] pointer-coarse:text-[16px]"
          />
          {used.has(name) && isEmptyValue(row.values, name) ? <MissingMark className="top-2 left-2" /> : null}
        </td>
      ))}
      <td className="p-0.5 text-center">
        <Menu
          label={t("rowMenu", { row: number })}
          align="end"
          trigger={(trigger) => (
            <IconButton {...trigger} label={t("rowMenu", { row: number })} size="sm">
              <Ellipsis aria-hidden size={14} />
            </IconButton>
          )}
          entries={[
            { kind: "item", label: t("insertBelow"), onSelect: () => actions.insertBelow(row.id) },
            { kind: "item", label: t("duplicate"), onSelect: () => actions.duplicate(row.id) },
            {
              kind: "item",
              label: t("moveUp"),
              disabled: index === 0,
              onSelect: () => actions.move(row.id, -1),
            },
            { kind: "item", label: t("moveDown"), disabled: isLast, onSelect: () => actions.move(row.id, 1) },
            { kind: "separator" },
            { kind: "item", label: t("removeRow"), danger: true, onSelect: () => actions.remove(row.id) },
          ]}
        />
      </td>
    </tr>
  )
})
