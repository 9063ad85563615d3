"use client"

import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { useFigureText } from "#components/history/figure-text"
import { Button } from "#components/ui/button"
import { VisuallyHidden } from "#components/ui/visually-hidden"
import { setView } from "#lib/client/workspace-edits"
import { useEdit, useIsComparison, useWorkspace } from "./playground-context"
import { RetryFailed } from "./retry-failed"
import { type Progress, sumOf, useEndedRuns, useProgress } from "./use-progress"

const ShownSentence = lazy(() =>
  import("./shown-sentence").then((module) => ({ default: module.ShownSentence })),
)

const BatchEstimate = lazy(() =>
  import("./batch-estimate").then((module) => ({ default: module.BatchEstimate })),
)

/** One line under the columns: how far the runs have come, and afterwards what sets the columns apart. */
export function ComparisonLine() {
  const t = useTranslations("columns")
  const edit = useEdit()
  const isComparison = useIsComparison()
  const isBlind = useWorkspace(({ view }) => view.blind !== undefined)
  const isPromptOpen = useWorkspace(({ view }) => view.promptOpen)
  const progress = useProgress()
  const announcement = useAnnouncement(progress)
  return (
    <section
      aria-label={t("line.label")}
      className="figures flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 bg-surface px-4 py-1 text-ink-2 text-xs max-lg:sticky max-lg:top-[41px] max-lg:z-10 max-lg:order-3 max-lg:border-b lg:order-5 lg:border-t"
    >
      <VisuallyHidden role="status">{announcement}</VisuallyHidden>
      {progress ? (
        <ProgressText {...progress} />
      ) : isBlind ? (
        <>
          <span>{t("line.blind")}</span>
          <Button size="sm" onClick={() => edit(setView({ blind: undefined }))}>
            {t("line.reveal")}
          </Button>
        </>
      ) : isComparison ? (
        <Suspense>
          <ShownSentence />
        </Suspense>
      ) : null}
      <span className="ml-auto flex items-center gap-2">
        {isPromptOpen || progress ? null : (
          <Suspense>
            <span className="hidden lg:inline">
              <BatchEstimate />
            </span>
          </Suspense>
        )}
        <TotalCost />
        <RetryFailed />
      </span>
    </section>
  )
}

/** Tells screen readers that many requests have begun and ended: one sentence each, not one per column. */
function useAnnouncement(progress: Progress | undefined): string {
  const t = useTranslations("columns.line")
  const [sentence, setSentence] = useState("")
  const last = useRef<Progress>(undefined)
  useEffect(() => {
    const before = last.current
    last.current = progress
    if (progress && !before) setSentence(t("announceStarted", { count: progress.count }))
    if (!progress && before) setSentence(t("announceEnded", { count: before.count, failed: before.failed }))
  }, [progress, t])
  return sentence
}

/** What all that is shown has cost; nothing where it is free, or where nobody knows. */
function TotalCost() {
  const t = useTranslations("columns.line")
  const figures = useFigureText()
  const columns = useWorkspace((workspace) => workspace.columns)
  const isBlind = useWorkspace(({ view }) => view.blind !== undefined)
  const runIds = useMemo(
    () => columns.flatMap(({ results }) => Object.values(results).map(({ runId }) => runId)),
    [columns],
  )
  const cost = sumOf(useEndedRuns(runIds).map((run) => run?.cost))
  return cost && !isBlind ? <span>{t("total", { cost: figures.cost(cost) })}</span> : null
}

function ProgressText({ count, done, failed, cost, etaMs }: Progress) {
  const t = useTranslations("columns.line")
  const figures = useFigureText()
  const ceiling = useWorkspace((workspace) => workspace.costCeiling)
  const parts = [
    t("done", { done, count }),
    failed > 0 ? t("failed", { failed }) : undefined,
    etaMs === undefined
      ? undefined
      : t("eta", { duration: figures.duration(Math.ceil(etaMs / 1000) * 1000) }),
    cost === undefined ? undefined : t("cost", { cost: figures.cost(cost) }),
    ceiling === undefined ? undefined : t("ceiling", { cost: figures.cost(ceiling) }),
  ].filter((part) => part !== undefined)
  return (
    <>
      <progress
        max={count}
        value={done}
        aria-label={t("progress")}
        className="h-1 w-24 overflow-hidden rounded-full bg-active [&::-moz-progress-bar]:bg-accent-strong [&::-webkit-progress-bar]:bg-active [&::-webkit-progress-value]:bg-accent-strong"
      />
      <span>{parts.join(" · ")}</span>
    </>
  )
}
