"use client"

import { ArrowDown } from "lucide-react"
import { lazy, Suspense } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { Segmented } from "#components/ui/segmented"
import type { Column } from "#lib/client/workspace"
import { setView } from "#lib/client/workspace-edits"
import { CopyAnswer } from "./copy-answer"
import { EmptyOutput } from "./empty-output"
import { FiguresLine } from "./figures-line"
import { OutputText } from "./output-text"
import { useEdit, useRun, useWorkspace } from "./playground-context"
import { Reasoning } from "./reasoning"
import { loadRunReport } from "./run-report"
import { StatusLine } from "./status-line"
import { isActive, useColumnPhase } from "./use-column-state"
import { useStickToEnd } from "./use-stick-to-end"

const RunEnding = lazy(() => loadRunReport().then(([{ RunEnding }]) => ({ default: RunEnding })))

/** What came of a column: how the run stands, the answer, how it ended, and its figures. */
export function OutputPane({ column }: { column: Column }) {
  const t = useTranslations("output")
  const edit = useEdit()
  const phase = useColumnPhase(column)
  const rendering = useWorkspace(({ view }) => view.rendering)
  const runId = useRun(column.id, (run) => run.runId)
  const active = isActive(phase)
  const { content, isAtEnd, jump } = useStickToEnd(runId)
  return (
    <div
      data-output={column.id}
      className="relative flex min-h-[75dvh] min-w-0 grow flex-col bg-surface lg:min-h-0 @[720px]:col-start-1 @[720px]:row-start-1"
    >
      <div className="flex h-9 shrink-0 items-center gap-2 border-b pr-2 pl-4">
        <StatusLine column={column} phase={phase} />
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
      <div className="min-h-0 grow lg:overflow-y-auto lg:overscroll-contain">
        <div ref={content} className="px-4 py-4 [&>[role=log]:empty+*]:mt-0">
          <div role="log" aria-label={t("output")} aria-live="off" aria-busy={active}>
            {phase === "idle" ? <EmptyOutput /> : null}
            <Reasoning columnId={column.id} />
            <OutputText columnId={column.id} streaming={active} rendering={rendering} />
          </div>
          {phase === "idle" || active ? null : (
            <Suspense>
              <RunEnding column={column} phase={phase} />
            </Suspense>
          )}
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
      <FiguresLine column={column} phase={phase} />
    </div>
  )
}
