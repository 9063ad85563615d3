"use client"

import { CircleDashed } from "lucide-react"
import { lazy, Suspense } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import type { Column } from "#lib/client/workspace"
import { loadRunReport } from "./run-report"
import type { ColumnPhase } from "./use-column-state"

const StatusLine = lazy(() => loadRunReport().then(([, , { StatusLine }]) => ({ default: StatusLine })))

interface ColumnStatusProps {
  column: Column
  phase: ColumnPhase
  className?: string
}

/** How a column's run stands: before there is one in a word, then by code that comes with the first run. */
export function ColumnStatus({ column, phase, className }: ColumnStatusProps) {
  const t = useTranslations("run.phases")
  if (phase === "idle")
    return (
      <p
        className={classNames("flex min-w-0 items-center gap-1.5 font-medium text-ink-3 text-xs", className)}
      >
        <CircleDashed aria-hidden size={14} className="shrink-0" />
        <span className="truncate">{t("idle")}</span>
      </p>
    )
  return (
    <Suspense>
      <StatusLine column={column} phase={phase} className={className} />
    </Suspense>
  )
}
