"use client"

import { useTranslations } from "use-intl"
import type { RunSummary } from "#lib/domain/history"
import { BatchLink } from "./batch-link"
import { useFigureText } from "./figure-text"
import { RunMarks } from "./run-marks"

interface RunRowFiguresProps {
  run: RunSummary
  isSandbox: boolean
  batchHref: string | undefined
  /** Whether Tab stops here. */
  isTabStop: boolean
}

/** The last line of a run's row: what it took, what was thought of it, and which comparison it is of. */
export function RunRowFigures({ run, isSandbox, batchHref, isTabStop }: RunRowFiguresProps) {
  const t = useTranslations("history")
  const tFigures = useTranslations("run.figures")
  const figures = useFigureText()
  return (
    <div className="figures flex items-center gap-3 whitespace-nowrap text-ink-3 text-xs">
      <p className="flex min-w-0 gap-3 overflow-hidden">
        {isSandbox ? null : <span className="min-w-0 truncate">{run.connectionName}</span>}
        {run.usage ? (
          <span>
            {t("tokensInOut", {
              input: figures.count(run.usage.inputTokens),
              output: figures.count(run.usage.outputTokens),
            })}
          </span>
        ) : null}
        {run.cached ? <span>{tFigures("cached")}</span> : null}
        {run.timing ? <span>{figures.duration(run.timing.totalMs)}</span> : null}
        <span>{figures.cost(run.cost)}</span>
      </p>
      <RunMarks judgement={run.judgement} />
      {batchHref === undefined ? null : (
        <BatchLink count={run.batchRuns} href={batchHref} isBrief isTabStop={isTabStop} />
      )}
    </div>
  )
}
