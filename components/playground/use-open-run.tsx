"use client"

import { useQueryClient } from "@tanstack/react-query"
import { useRouter } from "next/navigation"
import { useEffect, useRef } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { useToast } from "#components/ui/toast"
import { ApiError } from "#lib/client/api/request"
import { newId } from "#lib/client/new-id"
import { workspaceParts } from "#lib/client/variant"
import type { RunDetail } from "#lib/domain/history"
import { isFinal } from "#lib/domain/outcome"
import { usePlayground } from "./playground-context"

/** Puts a run of history into the first column: prompt, model, settings and result. Can be undone. */
export function useOpenRun(runId: string | undefined) {
  const t = useTranslations("playground")
  const common = useTranslations("common")
  const { workspace, outputs, controller, keeper } = usePlayground()
  const queries = useQueryClient()
  const router = useRouter()
  const toast = useToast()
  const errorText = useErrorText()
  const opened = useRef<string>(undefined)

  useEffect(() => {
    if (!runId || !keeper || opened.current === runId) return
    opened.current = runId
    const put = ({ variant, run, summary }: RunDetail) => {
      const before = workspace.getState()
      const { column, ...parts } = workspaceParts(variant, newId)
      const [first, ...others] = before.columns
      if (!first) return
      const result = { batchId: summary.batchId, runId }
      outputs.put(run)
      workspace.setState({ ...parts, columns: [{ ...first, ...column, result }, ...others] })
      if (!isFinal(run.status)) controller.follow(summary.batchId)
      toast({
        text: t("restored"),
        tone: "ok",
        action: { label: common("undo"), onAction: () => workspace.setState(before, true) },
      })
    }
    import("#lib/client/stored-run")
      .then(({ fetchRunDetail }) => fetchRunDetail(queries, runId))
      .then(put, (error: unknown) => {
        const reason = error instanceof ApiError ? errorText(error).title : String(error)
        toast({ text: `${t("restoreFailed")}. ${reason}`, tone: "error" })
      })
      // A reload must not put it back again over what was changed since.
      .finally(() => router.replace("/playground", { scroll: false }))
  }, [runId, keeper, workspace, outputs, controller, queries, router, toast, errorText, t, common])
}
