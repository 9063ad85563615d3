"use client"

import { memo } from "react"
import { useTranslations } from "use-intl"
import { type Column as ColumnData, columnLetter } from "#lib/client/workspace"
import { ColumnHeader } from "./column-header"
import { OutputPane } from "./output-pane"
import { useWorkspace } from "./playground-context"
import { RunAnnouncer } from "./run-announcer"
import { SettingsPanel } from "./settings-panel"

/** One setting to try: its model and settings, and what came of it. */
export const Column = memo(function Column({ column, index }: { column: ColumnData; index: number }) {
  const t = useTranslations("playground")
  const isOpen = useWorkspace(({ view }) => view.settingsOpen)
  const name = column.name ?? columnLetter(index)
  return (
    <section
      aria-label={t("column", { name })}
      data-column={column.id}
      className="@container flex min-w-0 grow flex-col lg:min-h-0 lg:basis-0 lg:border-l lg:first:border-l-0"
    >
      <ColumnHeader column={column} name={name} />
      <div className="flex min-h-0 grow flex-col @[720px]:grid @[720px]:grid-cols-[minmax(0,1fr)_auto] @[720px]:grid-rows-[minmax(0,1fr)]">
        {isOpen ? <SettingsPanel column={column} /> : null}
        <OutputPane column={column} />
      </div>
      <RunAnnouncer column={column} name={name} />
    </section>
  )
})
