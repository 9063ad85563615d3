"use client"

import { useVirtualizer } from "@tanstack/react-virtual"
import { useEffect, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { LoadFault } from "#components/shell/load-fault"
import { classNames } from "#components/ui/class-names"
import { isFocusLine } from "./history-lines"
import { ListLine, lineHeight } from "./list-line"
import { NoRuns, RunListSkeleton } from "./run-list-states"
import { useHistoryList } from "./use-history-list"
import { useHistoryPlace } from "./use-history-place"
import { useRunListKeys } from "./use-run-list-keys"

const footHeight = 48

/** The endless list of comparisons and runs: only what is in view is in the page. */
export function RunList() {
  const t = useTranslations("history")
  const { address, openId } = useHistoryPlace()
  const list = useHistoryList(address, openId)
  const { lines, error, toggle, retryRest, refetch } = list
  const scroller = useRef<HTMLDivElement>(null)
  const [focusedKey, setFocusedKey] = useState<string>()

  const virtual = useVirtualizer({
    count: lines.length + (lines.length > 0 ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: (index) => {
      const line = lines[index]
      return line === undefined ? footHeight : lineHeight(line)
    },
    getItemKey: (index) => lines[index]?.key ?? "foot",
    overscan: 8,
  })
  // The sizes follow from the lines: forget them when the lines change.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `lines` is what makes it necessary.
  useEffect(() => virtual.measure(), [virtual, lines])

  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isFetchNextPageError } = list
  useEffect(() => {
    if (lastShown >= lines.length - 12 && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) {
      fetchNextPage()
    }
  }, [lastShown, lines.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage])

  const isListed = (key: string | undefined) =>
    key !== undefined && lines.some((line) => isFocusLine(line) && line.key === key)
  const tabStop = [focusedKey, openId].find(isListed) ?? lines.find(isFocusLine)?.key
  useRunListKeys({ lines, scroller, focusedKey, scrollToIndex: virtual.scrollToIndex, toggle })

  if (list.isPending) return <RunListSkeleton />
  if (error && !list.hasData) return <LoadFault error={error} onRetry={() => refetch()} />
  if (lines.length === 0) return <NoRuns />
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notes which row has the focus.
    <div
      ref={scroller}
      className={classNames("min-h-0 flex-1 overflow-auto", list.isDimmed && "opacity-60")}
      onFocus={(event) => setFocusedKey(event.target.closest<HTMLElement>("[data-line]")?.dataset.line)}
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
              {line ? (
                <ListLine
                  line={line}
                  isTabStop={line.key === tabStop}
                  onToggle={toggle}
                  onRetryRest={retryRest}
                />
              ) : error && isFetchNextPageError ? (
                <LoadFault error={error} onRetry={fetchNextPage} />
              ) : (
                <p className="flex h-full items-center justify-center text-ink-3 text-xs">
                  {hasNextPage ? t("loadingMore") : t("end")}
                </p>
              )}
            </li>
          )
        })}
      </ol>
    </div>
  )
}
