"use client"

import { useVirtualizer } from "@tanstack/react-virtual"
import { type Ref, useCallback, useEffect, useImperativeHandle, useRef } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import type { CardCommands } from "./card-commands"
import { captionHeight, GalleryCard } from "./gallery-card"
import { GridFoot } from "./grid-foot"
import type { GalleryList } from "./use-gallery-list"
import { type GallerySelection, galleryKeyOf } from "./use-gallery-selection"
import { useGridFocus } from "./use-grid-focus"
import { gridGap, useGridLayout } from "./use-grid-layout"

const footHeight = 56

export interface GalleryGridProps {
  list: GalleryList
  selection: GallerySelection
  commands: CardCommands
  /** To give the focus to a picture, for instance when the viewer has closed on another one. */
  ref: Ref<{ focusAt: (place: number) => void }>
}

/** The endless grid of pictures: only what is in view is in the page. */
export function GalleryGrid({ list, selection, commands, ref }: GalleryGridProps) {
  const t = useTranslations("images.gallery")
  const { images, hasMore, isMoreFailed, loadMore } = list
  const scroller = useRef<HTMLDivElement>(null)
  const layout = useGridLayout(scroller)
  const rows = Math.ceil(images.length / layout.columns)
  const rowHeight = Math.round(layout.box) + captionHeight + gridGap
  const virtual = useVirtualizer({
    count: rows + 1,
    getScrollElement: () => scroller.current,
    estimateSize: (row) => (row < rows ? rowHeight : footHeight),
    paddingStart: gridGap,
    overscan: 2,
    // Else a scroll and all that it brings into the page are one task, and the next step of it waits.
    useFlushSync: false,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height of the rows makes it necessary.
  useEffect(() => virtual.measure(), [virtual, rowHeight, rows])

  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (lastShown >= rows - 6 && hasMore && !isMoreFailed) loadMore()
  }, [lastShown, rows, hasMore, isMoreFailed, loadMore])

  const scrollToRow = useCallback((row: number) => virtual.scrollToIndex(row), [virtual])
  const focus = useGridFocus({
    images,
    layout,
    scroller,
    rowHeight,
    scrollToRow,
    commands,
    clear: selection.clear,
  })
  const { focusAt } = focus
  useImperativeHandle(ref, () => ({ focusAt }), [focusAt])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the pictures inside, and which of them has the focus.
    <div
      ref={scroller}
      className={classNames("min-h-0 flex-1 overflow-y-auto px-3", list.isDimmed && "opacity-60")}
      onKeyDown={focus.onKeyDown}
      onFocus={focus.onFocus}
    >
      <ul aria-label={t("grid")} className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.flatMap(({ index: row, start, size }) => {
          if (row >= rows) return [<GridFoot key="foot" list={list} top={start} height={size} />]
          const first = row * layout.columns
          return images.slice(first, first + layout.columns).map((image, column) => (
            <li
              key={galleryKeyOf(image)}
              data-card={galleryKeyOf(image)}
              aria-setsize={hasMore ? -1 : images.length}
              aria-posinset={first + column + 1}
              className="absolute top-0 left-0 [contain:layout_size_style]"
              style={{
                width: layout.box,
                height: rowHeight - gridGap,
                transform: `translate(${column * (layout.box + gridGap)}px, ${start}px)`,
              }}
            >
              <GalleryCard
                image={image}
                at={first + column}
                isTabStop={first + column === focus.tabStop}
                isSelected={selection.chosen.has(galleryKeyOf(image))}
                isSelecting={selection.chosen.size > 0}
                commands={commands}
              />
            </li>
          ))
        })}
      </ul>
    </div>
  )
}
