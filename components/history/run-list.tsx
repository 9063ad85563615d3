"use client"

import { useInfiniteQuery, useQuery } from "@tanstack/react-query"
import { useVirtualizer } from "@tanstack/react-virtual"
import { useEffect, useMemo, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import { connectionsQuery } from "#lib/client/api/connections"
import { runsQuery } from "#lib/client/api/runs"
import { filterOf } from "#lib/client/history-address"
import { useFigureText } from "./figure-text"
import { historyLines } from "./history-lines"
import { NoRuns, RunListFault, RunListSkeleton } from "./run-list-states"
import { RunRow, rowHeight } from "./run-row"
import { useHistoryPlace } from "./use-history-place"
import { useRunActions } from "./use-run-actions"
import { useRunListKeys } from "./use-run-list-keys"

const dayHeight = 32
const footHeight = 48

/** The endless list: only what is in view is in the page. */
export function RunList() {
  const t = useTranslations("history")
  const figures = useFigureText()
  const { address, openId, hrefOf, open } = useHistoryPlace()
  const filter = useMemo(() => filterOf(address), [address])
  const runs = useInfiniteQuery(runsQuery(filter))
  const connections = useQuery(connectionsQuery())
  const actions = useRunActions()
  const scroller = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => historyLines(runs.data?.pages.flatMap((page) => page.runs) ?? []), [runs.data])
  const [focusedId, setFocusedId] = useState<string>()

  const virtual = useVirtualizer({
    count: lines.length + (lines.length > 0 ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: (index) => {
      const line = lines[index]
      return line === undefined ? footHeight : line.kind === "day" ? dayHeight : rowHeight
    },
    getItemKey: (index) => lines[index]?.key ?? "foot",
    overscan: 8,
  })
  // The sizes follow from the lines: forget them when the lines change.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `lines` is what makes it necessary.
  useEffect(() => virtual.measure(), [virtual, lines])

  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isFetchNextPageError } = runs
  useEffect(() => {
    if (lastShown >= lines.length - 12 && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) {
      fetchNextPage()
    }
  }, [lastShown, lines.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage])

  const isListed = (id: string | undefined) => id !== undefined && lines.some(({ key }) => key === id)
  const tabStop = [focusedId, openId].find(isListed) ?? lines.find(({ kind }) => kind === "run")?.key
  useRunListKeys({ lines, scroller, focusedId, scrollToIndex: virtual.scrollToIndex })

  if (runs.isPending) return <RunListSkeleton />
  if (runs.isError && !runs.data) return <RunListFault error={runs.error} onRetry={() => runs.refetch()} />
  if (lines.length === 0) return <NoRuns />
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notes which row has the focus.
    <div
      ref={scroller}
      className={classNames("min-h-0 flex-1 overflow-auto", runs.isPlaceholderData && "opacity-60")}
      onFocus={(event) => setFocusedId(event.target.closest<HTMLElement>("[data-line]")?.dataset.line)}
    >
      <ol className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const line = lines[item.index]
          return (
            <li
              key={item.key}
              data-line={line?.key}
              className="absolute inset-x-0 top-0"
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
            >
              {line === undefined ? (
                isFetchNextPageError ? (
                  <RunListFault error={runs.error} onRetry={fetchNextPage} />
                ) : (
                  <p className="flex h-full items-center justify-center text-ink-3 text-xs">
                    {hasNextPage ? t("loadingMore") : t("end")}
                  </p>
                )
              ) : line.kind === "day" ? (
                <h2 className="figures flex h-full items-end border-b px-3 pb-1.5 font-medium text-ink-3 text-xs">
                  {figures.day(line.at)}
                </h2>
              ) : (
                <RunRow
                  run={line.run}
                  href={hrefOf(line.run.id)}
                  isOpen={line.run.id === openId}
                  isSandbox={
                    connections.data?.find(({ id }) => id === line.run.connectionId)?.provider === "sandbox"
                  }
                  isTabStop={line.run.id === tabStop}
                  onOpen={open}
                  onStar={actions.star}
                />
              )}
            </li>
          )
        })}
      </ol>
    </div>
  )
}
