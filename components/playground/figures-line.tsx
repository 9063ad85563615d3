"use client"

import { lazy, Suspense } from "react"
import { useTranslations } from "use-intl"
import type { Column } from "#lib/client/workspace"
import { loadRunReport } from "./run-report"
import { type ColumnPhase, isActive } from "./use-column-state"

const RunFigures = lazy(() => loadRunReport().then(([, { RunFigures }]) => ({ default: RunFigures })))

/** One quiet line with a run's figures. Its place is kept while there are none. */
export function FiguresLine({ column, phase }: { column: Column; phase: ColumnPhase }) {
  const t = useTranslations("run.figures")
  return (
    <section
      aria-label={t("label")}
      className="figures flex min-h-15 shrink-0 flex-wrap items-center gap-x-4 gap-y-0.5 border-t @[640px]:min-h-9 py-1 pr-2 pl-4 text-ink-2 text-xs"
    >
      {phase === "idle" || isActive(phase) ? null : (
        <Suspense>
          <RunFigures column={column} />
        </Suspense>
      )}
    </section>
  )
}
