"use client"

import { RotateCcw } from "lucide-react"
import { useMemo } from "react"
import { useTranslations } from "use-intl"
import { useStore } from "zustand"
import { Button } from "#components/ui/button"
import { needsRetry } from "#lib/client/retry"
import { cellsOf } from "#lib/client/run-plan"
import { faultKey } from "#lib/client/run-tracker"
import { usePlayground, useWorkspace } from "./playground-context"
import { usePromptSources } from "./use-rows"
import { useRunActions } from "./use-run-actions"
import { useRunReader } from "./use-run-reader"

/** Runs again what came to nothing, and only that; says so when the cost ceiling is the reason. */
export function RetryFailed() {
  const t = useTranslations("columns.line")
  const { controller, mayRun } = usePlayground()
  const { run } = useRunActions()
  const sources = usePromptSources()
  const { columns } = sources
  const variables = useWorkspace((workspace) => workspace.variables)
  const faults = useStore(controller.state, (state) => state.faults)
  const runOf = useRunReader()
  const isRunning = useStore(controller.state, ({ active }) => active.size > 0)
  const { failed, unsent } = useMemo(() => {
    const cells = cellsOf({ ...sources, variables }, columns)
    const runs = cells.flatMap(({ column, key }) => runOf(column.results[key]?.runId) ?? [])
    const due = runs.filter(needsRetry)
    const refused = cells.filter(({ column, key }) => faults[faultKey(column.id, key)]?.kind === "refused")
    const unsent = due.filter(({ status }) => status === "cancelled").length
    return { failed: due.length - unsent + refused.length, unsent }
  }, [sources, variables, columns, faults, runOf])
  if (failed + unsent === 0 || !mayRun || isRunning) return null
  return (
    <>
      {unsent > 0 ? <span className="text-warn">{t("ceilingReached", { unsent })}</span> : null}
      <Button size="sm" onClick={() => run(undefined, "failed")}>
        <RotateCcw aria-hidden size={12} />
        {failed > 0 ? t("retry", { failed: failed + unsent }) : t("rest", { unsent })}
      </Button>
    </>
  )
}
