"use client"

import { Link2 } from "lucide-react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { columnName } from "#lib/client/workspace"
import { setView } from "#lib/client/workspace-edits"
import { useEdit, useWorkspace } from "./playground-context"
import { useLinked } from "./use-linked"

/** Says which columns move together, before anybody is surprised by it. */
export function LinkedNote({ columnId }: { columnId: string }) {
  const t = useTranslations("columns.lock")
  const edit = useEdit()
  const linked = useLinked(columnId)
  const columns = useWorkspace((workspace) => workspace.columns)
  if (linked.length < 2) return null
  const names = columns.filter(({ id }) => linked.includes(id)).map(({ id }) => columnName(columns, id))
  return (
    <p className="col-span-full flex items-center gap-1.5 text-accent-ink text-xs">
      <Link2 aria-hidden size={14} className="shrink-0" />
      {t("together", { names: names.join(", ") })}
      <Button variant="ghost" size="sm" className="ml-auto" onClick={() => edit(setView({ selected: [] }))}>
        {t("release")}
      </Button>
    </p>
  )
}
