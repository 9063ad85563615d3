"use client"

import { useTranslations } from "use-intl"
import { ColumnStatus } from "#components/playground/column-status"
import { EmptyOutput } from "#components/playground/empty-output"
import { FiguresLine } from "#components/playground/figures-line"
import { JudgeLine } from "#components/playground/judge-line"
import { useIsComparison } from "#components/playground/playground-context"
import { RunEnd } from "#components/playground/run-end"
import { isActive, useColumnPhase } from "#components/playground/use-column-state"
import { useSyncScroll } from "#components/playground/use-sync-scroll"
import type { Column } from "#lib/client/workspace"
import { Pictures } from "./pictures"

/** What came of a column of images: how the run stands, its pictures, how it ended, and its figures. */
export function PicturePane({ column, name }: { column: Column; name: string }) {
  const t = useTranslations("output")
  const phase = useColumnPhase(column)
  const isComparison = useIsComparison()
  const active = isActive(phase)
  const scroller = useSyncScroll(active)
  return (
    <div
      data-output={column.id}
      className="relative flex min-h-[75dvh] min-w-0 grow flex-col bg-surface max-lg:scroll-mt-20 lg:min-h-0 @[720px]:col-start-1 @[720px]:row-start-1"
    >
      {isComparison ? null : (
        <div className="flex h-9 shrink-0 items-center gap-2 border-b pr-2 pl-4">
          <ColumnStatus column={column} phase={phase} />
        </div>
      )}
      <div ref={scroller} className="min-h-0 grow lg:overflow-y-auto lg:overscroll-contain">
        <div className="flex min-h-full flex-col p-4">
          <div
            role="log"
            aria-label={t("output")}
            aria-live="off"
            aria-busy={active}
            className="flex grow flex-col gap-4"
          >
            <Pictures column={column} name={name} phase={phase} />
            {phase === "idle" ? <EmptyOutput columnId={column.id} /> : null}
          </div>
          <RunEnd column={column} phase={phase} />
        </div>
      </div>
      <JudgeLine column={column} name={name} />
      <FiguresLine column={column} phase={phase} />
    </div>
  )
}
