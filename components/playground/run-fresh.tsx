"use client"

import { RotateCcw } from "lucide-react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import type { Column } from "#lib/client/workspace"
import { useCellKey, usePlayground } from "./playground-context"
import { useIsColumnRunning } from "./use-column-state"
import { useRunActions } from "./use-run-actions"

/** Asks anew what was answered from the cache; `compact`: an icon, where there is no room for words. */
export function RunFresh({ column, compact }: { column: Column; compact: boolean }) {
  const t = useTranslations("run.figures")
  const { mayRun } = usePlayground()
  const { run } = useRunActions()
  const isRunning = useIsColumnRunning(column)
  const [rowId] = useCellKey(column.id).split("/")
  if (!mayRun) return null
  const start = () => run([column.id], "fresh", rowId)
  return compact ? (
    <button
      type="button"
      aria-label={t("runFresh")}
      title={t("runFresh")}
      disabled={isRunning}
      className="flex size-7 shrink-0 items-center justify-center rounded text-ink-3 hover:bg-hover hover:text-ink disabled:opacity-50 pointer-coarse:size-10"
      onClick={start}
    >
      <RotateCcw aria-hidden size={14} />
    </button>
  ) : (
    <Button size="sm" disabled={isRunning} onClick={start}>
      <RotateCcw aria-hidden size={12} />
      {t("runFresh")}
    </Button>
  )
}
