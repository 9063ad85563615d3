"use client"

import { Star } from "lucide-react"
import { type MouseEvent, memo } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Badge } from "#components/ui/badge"
import { classNames } from "#components/ui/class-names"
import type { RunSummary } from "#lib/domain/history"
import { useFigureText } from "./figure-text"
import { RunStatusLabel } from "./run-status"

/** Height of a row, hairline included. */
export const rowHeight = 104

interface RunRowProps {
  run: RunSummary
  href: string
  isOpen: boolean
  isSandbox: boolean
  /** Whether Tab stops here. */
  isTabStop: boolean
  onOpen: (runId: string) => void
  onStar: (runId: string, starred: boolean) => void
}

/** One run in the list: how it ended, what was asked, what came, what it took. */
export const RunRow = memo(function RunRow(props: RunRowProps) {
  const { run, isOpen } = props
  const t = useTranslations("history")
  const figures = useFigureText()
  const errorText = useErrorText()
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    props.onOpen(run.id)
  }
  return (
    <article
      className={classNames(
        "relative flex flex-col gap-0.5 border-b py-2.5 pr-2 pl-3",
        isOpen ? "bg-accent-soft" : "hover:bg-hover",
      )}
      style={{ height: rowHeight }}
    >
      {isOpen ? <span aria-hidden className="absolute inset-y-0 left-0 w-0.5 bg-accent-strong" /> : null}
      <div className="flex h-5 items-center gap-2 text-xs">
        <RunStatusLabel run={run} />
        <span className="min-w-0 flex-1 truncate text-ink-2">{run.model}</span>
        {props.isSandbox ? <Badge>{run.connectionName}</Badge> : null}
        <time dateTime={new Date(run.createdAt).toISOString()} className="figures text-ink-2">
          {figures.clock(run.createdAt)}
        </time>
        <button
          type="button"
          aria-label={t(run.starred ? "unstar" : "star")}
          aria-pressed={run.starred}
          tabIndex={props.isTabStop ? 0 : -1}
          onClick={() => props.onStar(run.id, !run.starred)}
          className="relative z-10 -my-1 inline-flex size-7 items-center justify-center rounded text-ink-3 hover:bg-hover hover:text-ink aria-pressed:text-accent-ink pointer-coarse:size-10"
        >
          <Star aria-hidden size={14} fill={run.starred ? "currentColor" : "none"} />
        </button>
      </div>
      <a
        href={props.href}
        data-run={run.id}
        aria-current={isOpen || undefined}
        tabIndex={props.isTabStop ? 0 : -1}
        onClick={onClick}
        className="block truncate font-medium text-ink text-sm outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-accent-strong focus-visible:after:-outline-offset-2"
      >
        {run.promptPreview || t("emptyPrompt")}
      </a>
      <p className={classNames("truncate text-sm", run.error ? "text-error" : "text-ink-2")}>
        {run.error ? errorText(run.error).title : run.outputPreview || t("noAnswer")}
      </p>
      <p className="figures flex gap-3 truncate text-ink-3 text-xs">
        {props.isSandbox ? null : <span className="min-w-0 truncate">{run.connectionName}</span>}
        {run.usage ? (
          <span>
            {t("tokensInOut", {
              input: figures.count(run.usage.inputTokens),
              output: figures.count(run.usage.outputTokens),
            })}
          </span>
        ) : null}
        {run.timing ? <span>{figures.duration(run.timing.totalMs)}</span> : null}
        <span>{figures.cost(run.cost)}</span>
      </p>
    </article>
  )
})
