"use client"

import { useTranslations } from "use-intl"
import type { Column } from "#lib/client/workspace"
import { ColumnHeader } from "./column-header"
import { useWorkspace } from "./playground-context"
import { SettingsPanel } from "./settings-panel"

/** The head of a column in the table of all rows: what it is in the columns, settings and all. */
export function TableColumnHead({ column, name }: { column: Column; name: string }) {
  const t = useTranslations("playground")
  const isOpen = useWorkspace(({ view }) => view.openSettings.includes(column.id) && !view.blind)
  return (
    <section aria-label={t("column", { name })} data-column={column.id} className="@container">
      <ColumnHeader column={column} name={name} />
      {isOpen ? (
        <div className="max-h-72 overflow-y-auto">
          <SettingsPanel column={column} name={name} />
        </div>
      ) : null}
    </section>
  )
}
