"use client"

import { type MouseEvent, memo, type ReactNode } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Badge } from "#components/ui/badge"
import { classNames } from "#components/ui/class-names"
import type { RunPlace } from "#lib/client/history-entries"
import type { RunSummary } from "#lib/domain/history"
import { useFigureText } from "./figure-text"
import { LineFrame, lineLink } from "./line-frame"
import { RunRowFigures } from "./run-row-figures"
import { RunStatusLabel } from "./run-status"
import { RunThumbnails } from "./run-thumbnails"
import { SelectMark } from "./select-mark"
import { StarButton } from "./star-button"
import { usePlaceText } from "./use-place-text"

/** Height of a row, hairline included. */
export const rowHeight = 104
/** The same of a run in its comparison, whose prompt stands above it. */
export const placedRowHeight = 82

interface RunRowProps {
  run: RunSummary
  /** Where it stands in the open comparison that it is shown in. */
  place?: RunPlace
  href: string
  /** The list of its comparison's runs; undefined where it is shown in its comparison, or has none. */
  batchHref: string | undefined
  isOpen: boolean
  isSandbox: boolean
  /** Whether Tab stops here. */
  isTabStop: boolean
  isSelected: boolean
  /** Whether any run is selected. */
  isSelecting: boolean
  onOpen: (runId: string) => void
  onStar: (runId: string, starred: boolean) => void
  onSelect: (runs: RunSummary[]) => void
}

/** One run in the list: how it ended, what was asked, what came, what it took. */
export const RunRow = memo(function RunRow(props: RunRowProps) {
  const { run, place, isOpen, isTabStop } = props
  const t = useTranslations("history")
  const figures = useFigureText()
  const errorText = useErrorText()
  const placeText = usePlaceText()
  const name = place ? placeText(place) : run.promptPreview || t("emptyPrompt")
  const pictures = run.images ?? []
  const answer = run.error
    ? errorText(run.error).title
    : run.outputPreview || t(run.kind === "image" ? "noPicture" : "noAnswer")
  const answerColor = run.error ? "text-error" : "text-ink-2"
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    props.onOpen(run.id)
  }
  const selectBox = (icon: ReactNode) => (
    <SelectMark
      icon={icon}
      label={t("selection.run", { name })}
      state={props.isSelected ? "in" : "out"}
      isSelecting={props.isSelecting}
      isTabStop={isTabStop}
      onToggle={() => props.onSelect([run])}
    />
  )
  return (
    <LineFrame isOpen={isOpen} isSelected={props.isSelected} isInner={place !== undefined}>
      <div className="flex h-5 items-center gap-2 text-xs">
        <RunStatusLabel run={run} around={selectBox} />
        <span className="min-w-0 flex-1 truncate text-ink-2">{run.model}</span>
        {props.isSandbox ? <Badge>{run.connectionName}</Badge> : null}
        <time dateTime={new Date(run.createdAt).toISOString()} className="figures text-ink-2">
          {figures.clock(run.createdAt)}
        </time>
        <StarButton
          starred={run.starred}
          label={t(run.starred ? "unstar" : "star")}
          isTabStop={isTabStop}
          onStar={(starred) => props.onStar(run.id, starred)}
        />
      </div>
      <a
        href={props.href}
        data-focus={run.id}
        aria-current={isOpen || undefined}
        tabIndex={isTabStop ? 0 : -1}
        onClick={onClick}
        className={lineLink}
      >
        {name}
        {place && pictures.length === 0 ? (
          <span className={classNames("ml-2 font-normal", answerColor)}>{answer}</span>
        ) : null}
      </a>
      {pictures.length > 0 ? (
        <RunThumbnails images={pictures} />
      ) : place ? null : (
        <p className={classNames("truncate text-sm", answerColor)}>{answer}</p>
      )}
      <RunRowFigures
        run={run}
        isSandbox={props.isSandbox}
        batchHref={props.batchHref}
        isTabStop={isTabStop}
      />
    </LineFrame>
  )
})
