"use client"

import { TriangleAlert } from "lucide-react"
import { useId } from "react"
import { useTranslations } from "use-intl"
import { TextArea } from "#components/ui/text-area"
import { setCell } from "#lib/client/variables-edits"
import { isSpreadsheetPaste } from "#lib/client/variables-paste"
import { isEmptyValue } from "#lib/domain/template"
import { ColumnHead } from "./column-head"
import { renamerOf, type TablePartsProps } from "./table-parts"

/** One row: a field for each variable. Cells pasted from a spreadsheet make it a table. */
export function VariableFields(props: TablePartsProps) {
  const { variables, used, columns, onChange, actions } = props
  const id = useId()
  const row = variables.rows[0]
  if (!row) return null
  return (
    <ul className="space-y-2">
      {columns.map((name, column) => {
        const isMissing = used.includes(name) && isEmptyValue(row.values, name)
        return (
          <li key={name}>
            <ColumnHead
              name={name}
              variables={variables}
              isUsed={used.includes(name)}
              onRename={renamerOf(props, name)}
              onRemove={() => actions.removeVariable(name)}
            />
            <div className="relative">
              <TextArea
                aria-label={name}
                aria-describedby={isMissing ? `${id}-${column}` : undefined}
                rows={1}
                autoGrow
                value={(Object.hasOwn(row.values, name) ? row.values[name] : undefined) ?? ""}
                onChange={(event) => onChange(setCell(variables, row.id, name, event.target.value))}
                onPaste={(event) => {
                  const text = event.clipboardData.getData("text/plain")
                  const place = { row: 0, column, columns }
                  if (isSpreadsheetPaste(text, event.clipboardData.getData("text/html"))) {
                    event.preventDefault()
                    actions.paste(place, text)
                  } else if (text.trim().includes("\n")) actions.offerRows(place, text)
                }}
                className="block max-h-60 py-1.5 text-sm!"
              />
              {isMissing ? <MissingMark id={`${id}-${column}`} className="top-2.5 left-3" /> : null}
            </div>
          </li>
        )
      })}
    </ul>
  )
}

/** Lies over an empty field that the prompt needs. */
export function MissingMark({ id, className }: { id?: string; className: string }) {
  const t = useTranslations("variables")
  return (
    <span
      id={id}
      className={`pointer-events-none absolute inline-flex items-center gap-1 text-warn text-xs ${className}`}
    >
      <TriangleAlert aria-hidden size={13} />
      {t("missingMark")}
    </span>
  )
}
