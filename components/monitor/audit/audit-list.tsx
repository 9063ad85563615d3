"use client"

import { useInfiniteQuery } from "@tanstack/react-query"
import { useVirtualizer } from "@tanstack/react-virtual"
import { useCallback, useEffect, useMemo, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { LoadFault } from "#components/shell/load-fault"
import { classNames } from "#components/ui/class-names"
import { auditQuery } from "#lib/client/api/audit"
import { AuditLine } from "./audit-line"
import { AuditListSkeleton, NoEntries } from "./audit-list-states"
import { useAuditPlace } from "./use-audit-place"

const lineHeight = 53

/** The endless list of entries: only what is in view is in the page. */
export function AuditList() {
  const t = useTranslations("operations.audit")
  const { filter } = useAuditPlace()
  const list = useInfiniteQuery(auditQuery(filter))
  const { data, error, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list
  const entries = useMemo(() => data?.pages.flatMap((page) => page.entries) ?? [], [data])
  const names = useMemo(() => Object.assign({}, ...(data?.pages.map((page) => page.names) ?? [])), [data])
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const toggle = useCallback((seq: number) => {
    setOpen((before) => {
      const after = new Set(before)
      if (!after.delete(seq)) after.add(seq)
      return after
    })
  }, [])
  const scroller = useRef<HTMLElement>(null)
  const virtual = useVirtualizer({
    count: entries.length + 1,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => entries[index]?.seq ?? "foot",
    overscan: 8,
  })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (lastShown >= entries.length - 12 && hasNextPage && !isFetchingNextPage && !isFetchNextPageError)
      fetchNextPage()
  }, [lastShown, entries.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage])

  if (list.isPending) return <AuditListSkeleton />
  if (error && !data) return <LoadFault error={error} onRetry={() => list.refetch()} />
  if (entries.length === 0) return <NoEntries />
  return (
    <section
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label={t("list")}
      className={classNames(
        "max-h-[75vh] min-h-80 overflow-auto border-y",
        list.isPlaceholderData && "opacity-60",
      )}
    >
      <ol className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const entry = entries[item.index]
          return (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {entry ? (
                <AuditLine entry={entry} names={names} isOpen={open.has(entry.seq)} onToggle={toggle} />
              ) : error && isFetchNextPageError ? (
                <LoadFault error={error} onRetry={fetchNextPage} />
              ) : (
                <p className="flex h-12 items-center justify-center text-ink-3 text-xs">
                  {t(hasNextPage ? "loadingMore" : "end")}
                </p>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
