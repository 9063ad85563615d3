"use client"

import { Ellipsis } from "lucide-react"
import { lazy, Suspense } from "react"
import { useTranslations } from "use-intl"
import { IconButton } from "#components/ui/icon-button"
import { Menu } from "#components/ui/menu"
import type { Column } from "#lib/client/workspace"

const loadCommands = () => import("./column-commands")
const ColumnCommands = lazy(() => loadCommands().then((module) => ({ default: module.ColumnCommands })))

/** What one can do with a column. */
export function ColumnMenu({
  column,
  name,
  onRename,
}: {
  column: Column
  name: string
  onRename: () => void
}) {
  const t = useTranslations("playground")
  return (
    <Menu
      label={t("columnMenu", { name })}
      align="end"
      trigger={(props) => (
        <IconButton
          {...props}
          label={t("columnMenu", { name })}
          onPointerEnter={loadCommands}
          onFocus={loadCommands}
        >
          <Ellipsis aria-hidden size={16} />
        </IconButton>
      )}
      content={(choose) => (
        <Suspense fallback={<div className="h-80" />}>
          <ColumnCommands column={column} name={name} onRename={onRename} choose={choose} />
        </Suspense>
      )}
    />
  )
}
