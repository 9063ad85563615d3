"use client"

import { useCallback } from "react"
import { useTranslations } from "use-intl"
import { useToast } from "#components/ui/toast"
import { useChangeRun } from "#lib/client/api/run"
import { useSelection } from "./use-selection"

interface RunActions {
  star: (runId: string, starred: boolean) => void
  /** Deletes and offers to undo it. */
  remove: (runId: string) => void
}

/** What can be done to a run from the list and from its page. */
export function useRunActions(): RunActions {
  const t = useTranslations("history")
  const common = useTranslations("common")
  const toast = useToast()
  const { drop } = useSelection()
  const { mutateAsync } = useChangeRun()
  const star = useCallback(
    (runId: string, starred: boolean) => {
      mutateAsync({ runId, change: { starred } }).catch(() =>
        toast({ text: t("changeFailed"), tone: "error" }),
      )
    },
    [mutateAsync, toast, t],
  )
  const remove = useCallback(
    (runId: string) => {
      const undo = () => {
        mutateAsync({ runId, change: { deleted: false } }).catch(() =>
          toast({ text: t("changeFailed"), tone: "error" }),
        )
      }
      mutateAsync({ runId, change: { deleted: true } }).then(
        () => {
          drop({ runId })
          toast({ text: t("deleted"), action: { label: common("undo"), onAction: undo } })
        },
        () => toast({ text: t("deleteFailed"), tone: "error" }),
      )
    },
    [mutateAsync, toast, t, common, drop],
  )
  return { star, remove }
}
