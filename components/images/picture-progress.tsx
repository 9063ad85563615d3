"use client"

import { useTranslations } from "use-intl"
import { useFigureText } from "#components/history/figure-text"
import { useRun } from "#components/playground/playground-context"
import { useNow } from "#components/playground/use-now"
import { etaOf } from "#lib/client/picture-progress"
import type { Column } from "#lib/client/workspace"

/** How far a picture is: a bar, the step, and how long it will still take. Its place is kept before the first step. */
export function PictureProgress({ column }: { column: Column }) {
  const t = useTranslations("images.progress")
  const figures = useFigureText()
  const progress = useRun(column.id, (run) => run.progress)
  const startedAt = useRun(column.id, (run) => run.attempts.at(-1)?.startedAt)
  const now = useNow(progress !== undefined)
  const eta = progress && etaOf(progress, startedAt, now)
  return (
    <div className="figures flex h-4 items-center gap-3 text-ink-2 text-xs">
      {progress ? (
        <>
          <progress
            max={progress.steps}
            value={progress.step}
            aria-label={t("label")}
            className="h-1 min-w-16 grow overflow-hidden rounded-full bg-active [&::-moz-progress-bar]:bg-accent-strong [&::-webkit-progress-bar]:bg-active [&::-webkit-progress-value]:bg-accent-strong"
          />
          <span className="shrink-0">
            {t("step", { step: progress.step, steps: progress.steps })}
            {eta === undefined || eta < 1000
              ? null
              : ` · ${t("left", { duration: figures.duration(Math.ceil(eta / 1000) * 1000) })}`}
          </span>
        </>
      ) : null}
    </div>
  )
}
