"use client"

import { RotateCcw } from "lucide-react"
import { useTranslations } from "use-intl"
import { useCacheText } from "#components/history/cache-text"
import { Button } from "#components/ui/button"
import type { Column } from "#lib/client/workspace"
import { useCellKey, usePlayground, useRun } from "./playground-context"
import { useIsColumnRunning } from "./use-column-state"
import { useRunActions } from "./use-run-actions"

/** Says that an answer came from the cache, and asks anew on request. */
export function CacheNote({ column }: { column: Column }) {
  const t = useTranslations("run.figures")
  const text = useCacheText()
  const { mayRun } = usePlayground()
  const { run: start } = useRunActions()
  const isRunning = useIsColumnRunning(column)
  const [rowId] = useCellKey(column.id).split("/")
  const run = useRun(column.id, (state) => state)
  if (!run?.cached) return null
  return (
    <div className="mt-2 flex items-center justify-between gap-3 border-t pt-2">
      <p className="text-pretty">{text(run)}</p>
      {mayRun ? (
        <Button
          size="sm"
          disabled={isRunning}
          className="shrink-0"
          onClick={() => start([column.id], "fresh", rowId)}
        >
          <RotateCcw aria-hidden size={12} />
          {t("runFresh")}
        </Button>
      ) : null}
    </div>
  )
}
