"use client"

import { flushSync } from "react-dom"
import { useTranslations } from "use-intl"
import { useToast } from "#components/ui/toast"
import { duplicateColumn, removeColumn } from "#lib/client/column-edits"
import { newId } from "#lib/client/new-id"
import { maxColumns } from "#lib/domain/setup"
import { usePlayground } from "./playground-context"
import { useRunActions } from "./use-run-actions"

/** Returns the functions that add a column (a copy, with the focus on its settings) and remove one (with an undo). */
export function useColumnActions(): {
  duplicate: (columnId?: string) => void
  remove: (columnId: string, name: string) => void
} {
  const t = useTranslations("columns")
  const common = useTranslations("common")
  const { workspace } = usePlayground()
  const { stop } = useRunActions()
  const toast = useToast()
  return {
    duplicate(columnId) {
      const id = newId()
      flushSync(() => workspace.setState(duplicateColumn(id, columnId)))
      const section = document.querySelector<HTMLElement>(`[data-column="${CSS.escape(id)}"]`)
      section?.scrollIntoView({ inline: "nearest", block: "nearest" })
      section?.querySelector<HTMLElement>("input[type=range]")?.focus({ preventScroll: true })
    },
    remove(columnId, name) {
      const { columns, baselineId, view } = workspace.getState()
      // What nobody sees any more is not paid for any longer.
      stop([columnId])
      const place = columns.findIndex(({ id }) => id === columnId)
      flushSync(() => workspace.setState(removeColumn(columnId)))
      focusColumn(workspace.getState().columns[Math.max(0, place - 1)]?.id)
      toast({
        text: t("removed", { name }),
        action: {
          label: common("undo"),
          onAction: () => {
            if (workspace.getState().columns.length >= maxColumns)
              return toast({ text: t("bar.full", { max: maxColumns }), tone: "error" })
            workspace.setState((now) => ({
              columns: putBack(columns, now.columns, columnId),
              baselineId,
              view: {
                ...now.view,
                openSettings: view.openSettings,
                selected: view.selected,
                blind: view.blind,
              },
            }))
          },
        },
      })
    },
  }
}

/** What had the focus is gone: its neighbour takes it. */
function focusColumn(id: string | undefined) {
  if (id === undefined) return
  const section = document.querySelector(`[data-column="${CSS.escape(id)}"]`)
  section?.querySelector<HTMLElement>("button, select")?.focus({ preventScroll: true })
}

/** The columns as they are now, with one of before at its old place. */
function putBack<T extends { id: string }>(before: T[], now: T[], id: string): T[] {
  const place = before.findIndex((column) => column.id === id)
  const column = before[place]
  return column && !now.some((other) => other.id === id) ? now.toSpliced(place, 0, column) : now
}
