"use client"

import { Columns3, Table2 } from "lucide-react"
import { useTranslations } from "use-intl"
import { Segmented } from "#components/ui/segmented"
import { Stepper } from "#components/ui/stepper"
import { shownRowId } from "#lib/client/workspace"
import { setView } from "#lib/client/workspace-edits"
import { useEdit, useWorkspace } from "./playground-context"
import { useRows } from "./use-rows"

/** With several rows: all of them as a table, or one at a time in columns. */
export function RowStepper() {
  const t = useTranslations("columns.rows")
  const edit = useEdit()
  const rows = useRows()
  const layout = useWorkspace(({ view }) => view.layout)
  const shownId = useWorkspace(shownRowId)
  const isBlind = useWorkspace(({ view }) => view.blind !== undefined)
  if (rows.length < 2) return null
  const place = Math.max(
    0,
    rows.findIndex(({ id }) => id === shownId),
  )
  const step = (by: number) => edit(setView({ rowId: rows[place + by]?.id ?? shownId }))
  return (
    <span className="flex shrink-0 items-center gap-1">
      {isBlind ? null : (
        <Segmented
          label={t("layout")}
          size="sm"
          value={layout}
          options={[
            { value: "table", label: t("table"), icon: <Table2 aria-hidden size={14} />, iconOnly: true },
            {
              value: "columns",
              label: t("columns"),
              icon: <Columns3 aria-hidden size={14} />,
              iconOnly: true,
            },
          ]}
          onChange={(next) => edit(setView({ layout: next }))}
        />
      )}
      {layout === "columns" ? (
        <Stepper
          label={t("label")}
          previous={t("previous")}
          next={t("next")}
          place={t("place", { place: place + 1, count: rows.length })}
          atStart={place === 0}
          atEnd={place === rows.length - 1}
          onStep={step}
        />
      ) : null}
    </span>
  )
}
