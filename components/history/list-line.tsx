"use client"

import { useQuery } from "@tanstack/react-query"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { Spinner } from "#components/ui/spinner"
import { connectionsQuery } from "#lib/client/api/connections"
import type { BatchSummary } from "#lib/domain/history"
import { EntryRow } from "./entry-row"
import { useFigureText } from "./figure-text"
import { type HistoryLine, showsRun } from "./history-lines"
import { placedRowHeight, RunRow, rowHeight } from "./run-row"
import { useEntryActions } from "./use-entry-actions"
import { useHistoryPlace } from "./use-history-place"
import { useRunActions } from "./use-run-actions"
import { useSelection } from "./use-selection"

const dayHeight = 32
const restHeight = 44

export function lineHeight(line: HistoryLine): number {
  switch (line.kind) {
    case "day":
      return dayHeight
    case "rest":
      return restHeight
    case "entry":
      return rowHeight
    case "run":
      return line.place ? placedRowHeight : rowHeight
  }
}

interface ListLineProps {
  line: HistoryLine
  /** Whether Tab stops here. */
  isTabStop: boolean
  onToggle: (batchId: string) => void
  onRetryRest: (batchId: string) => void
}

/** One line of the list, whatever it is. */
export function ListLine({ line, isTabStop, onToggle, onRetryRest }: ListLineProps) {
  const figures = useFigureText()
  const { address, openId, hrefOf, open, batchHref } = useHistoryPlace()
  const connections = useQuery(connectionsQuery())
  const { star } = useRunActions()
  const { starEntry, removeEntry } = useEntryActions()
  const { chosen, toggle } = useSelection()
  if (line.kind === "day") {
    return (
      <h2 className="figures flex h-full items-end border-b px-3 pb-1.5 font-medium text-ink-3 text-xs">
        {figures.day(line.at)}
      </h2>
    )
  }
  if (line.kind === "rest") return <RestLine line={line} onRetry={onRetryRest} />
  const isSelecting = chosen.size > 0
  if (line.kind === "entry") {
    return (
      <EntryRow
        entry={line.entry}
        isExpanded={line.isOpen}
        isOpen={openId !== undefined && showsRun(line, openId)}
        isTabStop={isTabStop}
        selected={selectedOf(line.entry, chosen)}
        isSelecting={isSelecting}
        onToggle={onToggle}
        onStar={starEntry}
        onRemove={removeEntry}
        onSelect={toggle}
      />
    )
  }
  const { run, place } = line
  const isAlone = place !== undefined || run.batchRuns < 2 || address.batch === run.batchId
  return (
    <RunRow
      run={run}
      place={place}
      href={hrefOf(run.id)}
      batchHref={isAlone ? undefined : batchHref(run.batchId)}
      isOpen={run.id === openId}
      isSandbox={connections.data?.find(({ id }) => id === run.connectionId)?.provider === "sandbox"}
      isTabStop={isTabStop}
      isSelected={chosen.has(run.id)}
      isSelecting={isSelecting}
      onOpen={open}
      onStar={star}
      onSelect={toggle}
    />
  )
}

function selectedOf(entry: BatchSummary, chosen: ReadonlyMap<string, string>): number {
  return chosen.size === 0 ? 0 : [...chosen.values()].filter((batchId) => batchId === entry.id).length
}

function RestLine(props: {
  line: Extract<HistoryLine, { kind: "rest" }>
  onRetry: (batchId: string) => void
}) {
  const t = useTranslations("history.entry")
  const common = useTranslations("common")
  const { batchId, hasFailed } = props.line
  return (
    <p className="flex h-full items-center gap-2 border-b pl-8 text-ink-2 text-xs">
      {hasFailed ? null : <Spinner size={14} />}
      {t(hasFailed ? "restFailed" : "restLoading")}
      {hasFailed ? (
        <Button size="sm" onClick={() => props.onRetry(batchId)}>
          {common("retry")}
        </Button>
      ) : null}
    </p>
  )
}
