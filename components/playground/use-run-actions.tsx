"use client"

import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { useToast } from "#components/ui/toast"
import { ApiError } from "#lib/client/api/request"
import type { RunScope } from "#lib/client/batch-controller"
import { usePlayground } from "./playground-context"

/** Returns the functions that run and stop columns: these, or all without a list. */
export function useRunActions(): {
  run: (columnIds?: string[], scope?: RunScope, rowId?: string) => void
  stop: (columnIds?: string[]) => void
} {
  const t = useTranslations("run")
  const { controller, workspace, mayRun } = usePlayground()
  const toast = useToast()
  const errorText = useErrorText()
  return {
    run(columnIds, scope, rowId) {
      if (!mayRun) return
      controller.run(columnIds, scope, rowId)
      showOutput(columnIds?.[0] ?? shownOnPhone() ?? workspace.getState().columns[0]?.id)
    },
    stop(columnIds) {
      controller.stop(columnIds).catch((error: unknown) => {
        const reason = error instanceof ApiError ? errorText(error).title : String(error)
        toast({ text: `${t("stopFailed")}. ${reason}`, tone: "error" })
      })
    },
  }
}

/** The column whose tab is chosen, where one is shown at a time. */
function shownOnPhone(): string | undefined {
  const tab = document.querySelector<HTMLElement>("[data-tab][aria-selected=true]")
  return tab?.dataset.tab
}

/** Where the columns stand below the prompt, the answer comes into view. */
function showOutput(columnId: string | undefined) {
  if (columnId === undefined || window.matchMedia("(min-width: 64rem)").matches) return
  document.querySelector(`[data-output="${CSS.escape(columnId)}"]`)?.scrollIntoView({ block: "start" })
}
