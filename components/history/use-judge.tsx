"use client"

import { useTranslations } from "use-intl"
import { useToast } from "#components/ui/toast"
import { useChangeRun } from "#lib/client/api/run"
import type { ChangeRun } from "#lib/domain/history"

/** Returns the function that keeps what a person says about a run. */
export function useJudge(runId: string) {
  const t = useTranslations("history")
  const toast = useToast()
  const { mutateAsync } = useChangeRun()
  return (change: Pick<ChangeRun, "rating" | "note" | "winner">) => {
    mutateAsync({ runId, change }).catch(() => toast({ text: t("changeFailed"), tone: "error" }))
  }
}
