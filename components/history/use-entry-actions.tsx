"use client"

import { useCallback } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { useToast } from "#components/ui/toast"
import { useChangeBatch } from "#lib/client/api/change-batch"
import { ApiError } from "#lib/client/api/request"
import { runsIn } from "#lib/client/history-entries"
import type { BatchSummary } from "#lib/domain/history"
import { useSelection } from "./use-selection"

interface EntryActions {
  /** Stars all runs of an entry, or takes their stars away. */
  starEntry: (batchId: string, starred: boolean) => void
  /** Deletes all runs of an entry and offers to undo it. */
  removeEntry: (entry: BatchSummary) => void
}

/** What can be done to a comparison as a whole. */
export function useEntryActions(): EntryActions {
  const t = useTranslations("history")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const toast = useToast()
  const { drop } = useSelection()
  const { mutateAsync } = useChangeBatch()
  const starEntry = useCallback(
    (batchId: string, starred: boolean) => {
      mutateAsync({ batchId, change: { starred } }).catch(() =>
        toast({ text: t("changeFailed"), tone: "error" }),
      )
    },
    [mutateAsync, toast, t],
  )
  const removeEntry = useCallback(
    (entry: BatchSummary) => {
      const batchId = entry.id
      const undo = () => {
        mutateAsync({ batchId, change: { deleted: false } }).catch(() =>
          toast({ text: t("changeFailed"), tone: "error" }),
        )
      }
      const count = runsIn(entry)
      mutateAsync({ batchId, change: { deleted: true } }).then(
        () => {
          drop({ batchId })
          toast({ text: t("entry.deleted", { count }), action: { label: common("undo"), onAction: undo } })
        },
        (error: unknown) => {
          const isRunning = error instanceof ApiError && error.code === "conflict"
          const reason = error instanceof ApiError ? ` ${errorText(error).title}` : ""
          const text = isRunning ? t("entry.stillRunning") : `${t("entry.deleteFailed")}${reason}`
          toast({ text, tone: "error" })
        },
      )
    },
    [mutateAsync, toast, t, common, errorText, drop],
  )
  return { starEntry, removeEntry }
}
