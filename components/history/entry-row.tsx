"use client"

import { ChevronRight, Columns3, Link2, Trash2 } from "lucide-react"
import Link from "next/link"
import { memo } from "react"
import { useTranslations } from "use-intl"
import { CopyButton } from "#components/playground/copy-button"
import { classNames } from "#components/ui/class-names"
import { runsIn, statusCounts } from "#lib/client/history-entries"
import { columnName } from "#lib/client/workspace"
import { pageOf } from "#lib/client/workspace-kind"
import type { BatchSummary, RunSummary } from "#lib/domain/history"
import { useFigureText } from "./figure-text"
import { entryKey } from "./history-lines"
import { LineFrame, lineLink } from "./line-frame"
import { StatusCount } from "./run-status"
import { RunThumbnails } from "./run-thumbnails"
import { SelectMark } from "./select-mark"
import { lineButton, StarButton } from "./star-button"
import { usePreload } from "./use-preload"

interface EntryRowProps {
  entry: BatchSummary
  /** Whether its runs are shown under it. */
  isExpanded: boolean
  /** Whether one of its runs is open. */
  isOpen: boolean
  /** Whether Tab stops here. */
  isTabStop: boolean
  /** How many of its runs are selected. */
  selected: number
  /** Whether any run is selected. */
  isSelecting: boolean
  onToggle: (batchId: string) => void
  onStar: (batchId: string, starred: boolean) => void
  onRemove: (entry: BatchSummary) => void
  onSelect: (runs: RunSummary[]) => void
}

/** A comparison in the list: its columns, what was asked, how its runs stand. Opens to them in place. */
export const EntryRow = memo(function EntryRow(props: EntryRowProps) {
  const { entry, isExpanded, isTabStop, selected } = props
  const t = useTranslations("history")
  const figures = useFigureText()
  const preload = usePreload()
  const { runs } = entry
  const name = runs[0]?.promptPreview || t("emptyPrompt")
  const starred = runs.every((run) => run.starred) || (runs.some((run) => run.starred) && "mixed")
  const isWhole = selected > 0 && selected >= runs.length
  const models = [...new Set(runs.map((run) => run.model))]
  const pictures = runs.flatMap(({ images }) => images?.slice(0, 1) ?? [])
  const tabIndex = isTabStop ? 0 : -1
  return (
    <LineFrame isOpen={props.isOpen && !isExpanded} isSelected={isWhole}>
      <div className="flex h-5 items-center gap-2 text-ink-2 text-xs">
        <SelectMark
          icon={<Columns3 aria-hidden size={14} />}
          label={t("selection.entry", { name })}
          state={isWhole ? "in" : selected > 0 ? "partly" : "out"}
          isSelecting={props.isSelecting}
          isTabStop={isTabStop}
          onToggle={() => props.onSelect(runs)}
        />
        <span className="figures -ml-0.5 shrink-0 font-medium">
          {t("entry.runs", { count: runsIn(entry) })}
        </span>
        <span className="min-w-0 flex-1 truncate">
          {entry.columns.map(({ id }) => columnName(entry.columns, id)).join(" · ")}
        </span>
        <time dateTime={new Date(entry.createdAt).toISOString()} className="figures">
          {figures.clock(entry.createdAt)}
        </time>
        <StarButton
          starred={starred}
          label={t(starred === true ? "entry.unstar" : "entry.star")}
          isTabStop={isTabStop}
          onStar={(star) => props.onStar(entry.id, star)}
        />
      </div>
      <button
        type="button"
        data-focus={entryKey(entry.id)}
        aria-expanded={isExpanded}
        tabIndex={tabIndex}
        onClick={() => props.onToggle(entry.id)}
        className={classNames(lineLink, "flex items-center gap-1")}
      >
        <ChevronRight
          aria-hidden
          size={14}
          className={classNames("-ml-px shrink-0 text-ink-3 transition-transform", isExpanded && "rotate-90")}
        />
        <span className="truncate">{name}</span>
      </button>
      <p className="figures flex h-5 items-center gap-3 overflow-hidden whitespace-nowrap text-xs">
        {statusCounts(entry).map(({ status, count }) => (
          <StatusCount key={status} status={status} count={count} />
        ))}
        {pictures.length > 0 ? <RunThumbnails images={pictures} /> : null}
      </p>
      <div className="figures flex h-4 items-center gap-3 text-ink-3 text-xs">
        <span className="min-w-0 truncate">{models.join(" · ")}</span>
        <span className="shrink-0">{figures.cost(entry.cost)}</span>
        <span className="relative z-10 -my-1 ml-auto opacity-0 focus-within:opacity-100 group-hover/line:opacity-100 group-has-focus-visible/line:opacity-100 pointer-coarse:opacity-100">
          <CopyButton
            text={() => new URL(`/history?batch=${encodeURIComponent(entry.id)}`, window.location.href).href}
            label={t("entry.copyLink")}
            icon={<Link2 aria-hidden size={14} />}
            tabIndex={tabIndex}
          />
        </span>
        <button
          type="button"
          aria-label={t("entry.delete")}
          title={t("entry.delete")}
          tabIndex={tabIndex}
          onClick={() => props.onRemove(entry)}
          className={classNames(
            lineButton,
            "-mx-2 opacity-0 focus-visible:opacity-100 group-hover/line:opacity-100 group-has-focus-visible/line:opacity-100 pointer-coarse:opacity-100",
          )}
        >
          <Trash2 aria-hidden size={14} />
        </button>
        <Link
          href={`${pageOf[entry.kind]}?batch=${encodeURIComponent(entry.id)}`}
          prefetch={false}
          tabIndex={tabIndex}
          onPointerEnter={() => preload(entry.id)}
          onFocus={() => preload(entry.id)}
          className="relative z-10 shrink-0 rounded-sm px-1 text-ink-2 underline-offset-2 hover:text-ink hover:underline pointer-coarse:py-2"
        >
          {t(entry.kind === "image" ? "openInImages" : "openInPlayground")}
        </Link>
      </div>
    </LineFrame>
  )
})
