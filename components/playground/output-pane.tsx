"use client"

import { ArrowDown } from "lucide-react"
import { lazy, Suspense, useEffect } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { Segmented } from "#components/ui/segmented"
import type { Column } from "#lib/client/workspace"
import { setView } from "#lib/client/workspace-edits"
import { ColumnStatus } from "./column-status"
import { CopyAnswer } from "./copy-answer"
import { EmptyOutput } from "./empty-output"
import { FiguresLine } from "./figures-line"
import { JudgeLine } from "./judge-line"
import { useEdit, useIsComparison, useRun, useWorkspace } from "./playground-context"
import { RunEnd } from "./run-end"
import { isActive, useColumnPhase } from "./use-column-state"
import { useStickToEnd } from "./use-stick-to-end"
import { useSyncScroll } from "./use-sync-scroll"

const OutputText = lazy(() => import("./output-text").then((module) => ({ default: module.OutputText })))
const Reasoning = lazy(() => import("./reasoning").then((module) => ({ default: module.Reasoning })))
const ReadingView = lazy(() => import("./reading-view").then((module) => ({ default: module.ReadingView })))

/** What came of a column: how the run stands, the answer, how it ended, and its figures. */
export function OutputPane({ column, name }: { column: Column; name: string }) {
  const t = useTranslations("output")
  const phase = useColumnPhase(column)
  const reading = useWorkspace(({ view }) => (view.blind ? "answers" : view.reading))
  const rendering = useWorkspace(({ view }) => view.rendering)
  const runId = useRun(column.id, (run) => run.runId)
  const hasThoughts = useRun(column.id, (run) => run.reasoning !== "") ?? false
  const isComparison = useIsComparison()
  const active = isActive(phase)
  const { content, isAtEnd, jump, toBeginning } = useStickToEnd(runId)
  const scroller = useSyncScroll(active)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another reading begins at its beginning.
  useEffect(() => {
    if (!active) toBeginning()
  }, [reading, toBeginning])
  // While it is written there is nothing to compare yet: the answer itself is shown.
  const readsTogether =
    !active &&
    phase !== "idle" &&
    phase !== "loading" &&
    reading !== "answers" &&
    reading !== "timeline" &&
    reading !== "strip"
  return (
    <div
      data-output={column.id}
      className="relative flex min-h-[75dvh] max-lg:scroll-mt-20 min-w-0 grow flex-col bg-surface lg:min-h-0 @[720px]:col-start-1 @[720px]:row-start-1"
    >
      {isComparison ? null : <OutputBar column={column} phase={phase} />}
      <div ref={scroller} className="min-h-0 grow lg:overflow-y-auto lg:overscroll-contain">
        <div ref={content} className="px-4 py-4 [&>[role=log]:empty+*]:mt-0">
          <div role="log" aria-label={t("output")} aria-live="off" aria-busy={active}>
            {phase === "idle" ? <EmptyOutput columnId={column.id} /> : null}
            {readsTogether ? (
              <Suspense>
                <ReadingView column={column} reading={reading} />
              </Suspense>
            ) : (
              <>
                {hasThoughts ? (
                  <Suspense>
                    <Reasoning columnId={column.id} />
                  </Suspense>
                ) : null}
                {phase === "idle" ? null : (
                  <Suspense>
                    <OutputText columnId={column.id} streaming={active} rendering={rendering} />
                  </Suspense>
                )}
              </>
            )}
          </div>
          <RunEnd column={column} phase={phase} />
        </div>
      </div>
      {isAtEnd || !active ? null : (
        <Button
          size="sm"
          onClick={jump}
          className="-translate-x-1/2 absolute bottom-11 left-1/2 shadow-overlay max-lg:sticky max-lg:bottom-24 max-lg:self-center max-lg:translate-x-0"
        >
          <ArrowDown aria-hidden size={14} />
          {t("jump")}
        </Button>
      )}
      <JudgeLine column={column} name={name} />
      <FiguresLine column={column} phase={phase} />
    </div>
  )
}

/** One column alone has room for its state and for how its answer is shown. */
function OutputBar({ column, phase }: { column: Column; phase: ReturnType<typeof useColumnPhase> }) {
  const t = useTranslations("output")
  const edit = useEdit()
  const rendering = useWorkspace(({ view }) => view.rendering)
  return (
    <div className="flex h-9 shrink-0 items-center gap-2 border-b pr-2 pl-4">
      <ColumnStatus column={column} phase={phase} />
      <span className="ml-auto flex shrink-0 items-center gap-1">
        <Segmented
          label={t("rendering")}
          size="sm"
          value={rendering}
          options={[
            { value: "markdown", label: t("markdown") },
            { value: "plain", label: t("plain") },
          ]}
          onChange={(next) => edit(setView({ rendering: next }))}
          className="hidden @[480px]:inline-flex"
        />
        <CopyAnswer columnId={column.id} />
      </span>
    </div>
  )
}
