"use client"

import { useState } from "react"
import { useTranslations } from "use-intl"
import { useConnections, usePlayground } from "#components/playground/playground-context"
import { useObstacleSentence } from "#components/playground/use-obstacle-text"
import { Dialog } from "#components/ui/dialog"
import { EmptyState } from "#components/ui/empty-state"
import { type CodeDraft, codeDraft } from "#lib/client/code-draft"
import { columnName } from "#lib/client/workspace"
import { CodeForm } from "./code-form"

/** Code that sends what a column sends, or all columns one after the other. */
export function CodeDialog({ columnId, onClose }: { columnId: string | undefined; onClose: () => void }) {
  const t = useTranslations("code")
  const { workspace } = usePlayground()
  const { connections } = useConnections()
  const say = useObstacleSentence()
  // As it was when it was opened: nobody can change it behind the dialog but another tab.
  const [opened] = useState(() => workspace.getState())
  const [draft] = useState<CodeDraft>(() => codeDraft(opened, connections, columnId))
  const title =
    columnId === undefined ? t("titleAll") : t("title", { name: columnName(opened.columns, columnId) })
  const [first] = draft.left
  if (draft.variants.length > 0)
    return <CodeForm draft={draft} workspace={opened} title={title} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} title={title}>
      <EmptyState title={first ? say(first.obstacle) : t("loading")} />
    </Dialog>
  )
}
