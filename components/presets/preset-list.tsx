"use client"

import { useInfiniteQuery } from "@tanstack/react-query"
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual"
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react"
import { flushSync } from "react-dom"
import { useTranslations } from "use-intl"
import { RunListSkeleton } from "#components/history/run-list-states"
import { LoadFault } from "#components/shell/load-fault"
import { classNames } from "#components/ui/class-names"
import { presetsQuery } from "#lib/client/api/presets"
import { NoPresets } from "./no-presets"
import { PresetRow, presetRowHeight } from "./preset-row"
import { usePresetActions } from "./use-preset-actions"
import { usePresetsPlace } from "./use-presets-place"

const footHeight = 40

/** The endless list of presets: only what is in view is in the page. */
export function PresetList() {
  const history = useTranslations("history")
  const { filter, openId, hrefOf, open } = usePresetsPlace()
  const { star, remove } = usePresetActions()
  const list = useInfiniteQuery(presetsQuery(filter))
  const presets = useMemo(() => list.data?.pages.flatMap((page) => page.presets) ?? [], [list.data])
  const scroller = useRef<HTMLDivElement>(null)
  /** The preset that the keys have led to: it stays in the page, wherever the list is scrolled. */
  const [reachedId, setReachedId] = useState<string>()
  const reached = presets.findIndex(({ id }) => id === reachedId)
  const virtual = useVirtualizer({
    count: presets.length + 1,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (index === presets.length ? footHeight : presetRowHeight),
    getItemKey: (index) => presets[index]?.id ?? "foot",
    overscan: 8,
    rangeExtractor: useCallback(
      (range: Range) => {
        const shown = defaultRangeExtractor(range)
        return reached < 0 || shown.includes(reached) ? shown : [...shown, reached].sort((a, b) => a - b)
      },
      [reached],
    ),
  })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list
  useEffect(() => {
    if (lastShown >= presets.length - 12 && hasNextPage && !isFetchingNextPage && !isFetchNextPageError)
      fetchNextPage()
  }, [lastShown, presets.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage])

  /** Arrows move the focus through the presets; S and Delete act on the one that has it. */
  const onKeyDown = (event: KeyboardEvent) => {
    const focused = document.activeElement?.closest<HTMLElement>("[data-preset]")?.dataset.preset
    const at = presets.findIndex(({ id }) => id === focused)
    const preset = presets[at]
    if (!preset || event.ctrlKey || event.metaKey || event.altKey) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      const next = presets[at + step]
      if (!next) return
      event.preventDefault()
      // Rendered before it is focused, however fast the keys come.
      flushSync(() => setReachedId(next.id))
      virtual.scrollToIndex(at + step)
      const selector = `[data-preset="${CSS.escape(next.id)}"] a`
      scroller.current?.querySelector<HTMLElement>(selector)?.focus()
    } else if (event.key === "Delete") remove(preset)
    else if (event.key.toLowerCase() === "s") star(preset.id, !preset.starred)
  }

  if (list.isPending) return <RunListSkeleton height={presetRowHeight} />
  if (list.isError && !list.data) return <LoadFault error={list.error} onRetry={() => list.refetch()} />
  if (presets.length === 0) return <NoPresets />
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the links in it.
    <div
      ref={scroller}
      onKeyDown={onKeyDown}
      className={classNames("min-h-0 flex-1 overflow-auto", list.isPlaceholderData && "opacity-60")}
    >
      <ol className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const preset = presets[item.index]
          return (
            <li
              key={item.key}
              data-preset={preset?.id}
              className="absolute inset-x-0 top-0"
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
            >
              {preset ? (
                <PresetRow
                  preset={preset}
                  href={hrefOf(preset.id)}
                  isOpen={preset.id === openId}
                  onOpen={open}
                  onStar={star}
                />
              ) : list.isFetchNextPageError ? (
                <LoadFault error={list.error} onRetry={() => fetchNextPage()} />
              ) : hasNextPage ? (
                <p className="flex h-full items-center justify-center text-ink-3 text-xs">
                  {history("loadingMore")}
                </p>
              ) : null}
            </li>
          )
        })}
      </ol>
    </div>
  )
}
