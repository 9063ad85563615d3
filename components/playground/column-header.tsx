"use client"

import { SlidersHorizontal } from "lucide-react"
import { useTranslations } from "use-intl"
import { Badge } from "#components/ui/badge"
import { IconButton } from "#components/ui/icon-button"
import type { Column } from "#lib/client/workspace"
import { setView } from "#lib/client/workspace-edits"
import { ColumnMenu } from "./column-menu"
import { ModelSelect } from "./model-select"
import { useConnections, useEdit, useWorkspace } from "./playground-context"
import { SettingsSummary } from "./settings-summary"

/** A column's letter, its model, its settings at a glance, and its menu. */
export function ColumnHeader({ column, name }: { column: Column; name: string }) {
  const t = useTranslations("parameters")
  const playground = useTranslations("playground")
  const common = useTranslations("common")
  const edit = useEdit()
  const isOpen = useWorkspace(({ view }) => view.settingsOpen)
  const { connections } = useConnections()
  const isSandbox = connections.find(({ id }) => id === column.connectionId)?.provider === "sandbox"
  return (
    <header className="shrink-0 border-b bg-surface">
      <div className="flex h-11 items-center gap-2 pr-2 pl-4">
        <span aria-hidden className="font-semibold text-ink text-sm">
          {name}
        </span>
        <ModelSelect column={column} />
        {isSandbox ? (
          <span title={playground("sandboxHint")} className="shrink-0">
            <Badge>{common("sandbox")}</Badge>
          </span>
        ) : null}
        <span className="ml-auto flex shrink-0 items-center">
          <IconButton
            label={t(isOpen ? "hideSettings" : "showSettings")}
            aria-expanded={isOpen}
            onClick={() => edit(setView({ settingsOpen: !isOpen }))}
          >
            <SlidersHorizontal aria-hidden size={16} />
          </IconButton>
          <ColumnMenu column={column} name={name} />
        </span>
      </div>
      {isOpen ? null : <SettingsSummary column={column} />}
    </header>
  )
}
