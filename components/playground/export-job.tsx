"use client"

import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useEffectEvent, useRef } from "react"
import { useLocale, useTranslations } from "use-intl"
import { useDescribeCheck } from "#components/checks/use-describe-check"
import { useErrorText } from "#components/shell/error-text"
import { useToast } from "#components/ui/toast"
import { checkKey } from "#lib/client/check-key"
import { sharedPromptText } from "#lib/client/column-prompt"
import type { ExportFormat } from "#lib/client/export/lazy"
import { useConnections, usePlayground } from "./playground-context"

/** What the whole comparison is saved as; `png`: a picture of what is seen of it; `copy`: Markdown, on the clipboard. */
export type ExportKind = ExportFormat | "png" | "copy"

/** Saves the comparison once, as it is mounted. A component, so that its code comes when somebody exports. */
export function ExportJob({ format, onDone }: { format: ExportKind; onDone: () => void }) {
  const t = useTranslations("columns.menu.export")
  const word = useTranslations("compare.export")
  const locale = useLocale()
  const { workspace, outputs } = usePlayground()
  const { connections } = useConnections()
  const queries = useQueryClient()
  const describe = useDescribeCheck()
  const errorText = useErrorText()
  const toast = useToast()

  const save = useEffectEvent(async () => {
    const now = workspace.getState()
    const at = Date.now()
    const title = sharedPromptText(now).trim().split("\n")[0]?.slice(0, 80) || t("label")
    const { downloadComparison, downloadPicture, writtenComparison } = await import("#lib/client/export/lazy")
    if (format === "png") {
      const shown = document.querySelector<HTMLElement>("[data-export]")
      if (shown) await downloadPicture(shown, title, at)
      return
    }
    const { comparedWorkspace } = await import("#lib/client/compared-workspace")
    const { fetchBatchDetail } = await import("#lib/client/stored-batch")
    const batchIds = new Set(
      now.columns.flatMap(({ results }) => Object.values(results).map(({ batchId }) => batchId)),
    )
    // A batch that was deleted in History meanwhile is exported from what the page knows.
    const details = await Promise.all(
      [...batchIds].map((batchId) => fetchBatchDetail(queries, batchId).catch(() => undefined)),
    )
    const stored = new Map(
      details.flatMap((detail) => detail?.runs.map((one) => [one.run.runId, one] as const) ?? []),
    )
    const comparison = comparedWorkspace(
      now,
      {
        connections,
        runOf: outputs.run,
        variantOf: (runId) => stored.get(runId)?.variant,
        judgementOf: (runId) => stored.get(runId)?.judgement,
        describeCheck: (checkId) => {
          const check = now.checks.find((each) => checkKey(each) === checkId)
          return check ? describe(check) : checkId
        },
        errorText: (error) => errorText(error).title,
      },
      { title, at },
    )
    if (format !== "copy") return downloadComparison(format, comparison, { locale, word })
    await navigator.clipboard.writeText(await writtenComparison("markdown", comparison, { locale, word }))
    toast({ text: t("copied"), tone: "ok" })
  })
  const start = useEffectEvent(() => {
    save()
      .catch(() => toast({ text: t("failed"), tone: "error" }))
      .finally(onDone)
  })
  const isStarted = useRef(false)
  useEffect(() => {
    if (isStarted.current) return
    isStarted.current = true
    start()
  }, [])
  return null
}
