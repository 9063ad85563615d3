"use client"

import { lazy, Suspense } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import type { Column } from "#lib/client/workspace"
import { ColumnStatus } from "./column-status"
import { useIsComparison, useWorkspace } from "./playground-context"
import { loadRunReport } from "./run-report"
import { type ColumnPhase, isActive } from "./use-column-state"

const SampleStack = lazy(() => import("./sample-stack").then((module) => ({ default: module.SampleStack })))
const RunFigures = lazy(() => loadRunReport().then(([, { RunFigures }]) => ({ default: RunFigures })))

/**
 * One quiet line with a run's figures; beside other columns it also says how the run stands. Its place is kept while
 * there is nothing to say. Judged blind it keeps silent: figures give a setting away.
 */
export function FiguresLine({ column, phase }: { column: Column; phase: ColumnPhase }) {
  const t = useTranslations("run.figures")
  const isComparison = useIsComparison()
  const isBlind = useWorkspace(({ view }) => view.blind !== undefined)
  const hasEnded = phase !== "idle" && phase !== "loading" && !isActive(phase)
  return (
    <section
      aria-label={t("label")}
      className={classNames(
        "figures flex shrink-0 items-center gap-x-4 gap-y-0.5 border-t pr-2 pl-4 text-ink-2 text-xs",
        isComparison ? "h-9 overflow-hidden" : "min-h-15 flex-wrap py-1 @[640px]:min-h-9",
      )}
    >
      {column.samples > 1 ? (
        <Suspense>
          <SampleStack column={column} />
        </Suspense>
      ) : null}
      {isComparison && phase !== "done" && phase !== "idle" && !(isBlind && hasEnded) ? (
        <ColumnStatus column={column} phase={phase} className={hasEnded ? "shrink-0" : undefined} />
      ) : null}
      {hasEnded && !isBlind ? (
        <Suspense>
          <RunFigures column={column} compact={isComparison} />
        </Suspense>
      ) : null}
    </section>
  )
}
