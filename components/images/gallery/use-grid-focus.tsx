"use client"

import { type KeyboardEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react"
import { isTyping } from "#components/shell/typing"
import { type GridLayout, placeAfterKey } from "#lib/client/images/grid-layout"
import type { GalleryImage } from "#lib/domain/gallery"
import type { CardCommands } from "./card-commands"
import { galleryKeyOf } from "./use-gallery-selection"

interface GridFocus {
  images: GalleryImage[]
  layout: GridLayout
  scroller: RefObject<HTMLElement | null>
  rowHeight: number
  scrollToRow: (row: number) => void
  commands: CardCommands
  clear: () => void
}

/**
 * The keys of the grid, of which one picture at a time is in the order of Tab: arrows, Page up and down, Home and End
 * go through it; X selects, S stars, Delete deletes the picture that has the focus; Escape clears what is selected.
 */
export function useGridFocus({
  images,
  layout,
  scroller,
  rowHeight,
  scrollToRow,
  commands,
  clear,
}: GridFocus) {
  const [focusedKey, setFocusedKey] = useState<string>()
  // Thousands of pictures are not looked through at every step of a scroll.
  const at = useMemo(
    () => (focusedKey === undefined ? -1 : images.findIndex((image) => galleryKeyOf(image) === focusedKey)),
    [images, focusedKey],
  )
  const tabStop = Math.max(0, at)

  // A picture that the grid is still scrolling to has the focus as soon as it is in the page.
  const wanted = useRef<string>(undefined)
  const focusWanted = useCallback(() => {
    if (wanted.current === undefined) return
    const button = scroller.current?.querySelector<HTMLElement>(
      `[data-focus="${CSS.escape(wanted.current)}"]`,
    )
    if (!button) return
    wanted.current = undefined
    button.focus({ preventScroll: true })
  }, [scroller])
  useEffect(focusWanted)

  const focusAt = useCallback(
    (place: number) => {
      const image = images[place]
      if (!image) return
      wanted.current = galleryKeyOf(image)
      setFocusedKey(wanted.current)
      scrollToRow(Math.floor(place / layout.columns))
      focusWanted()
    },
    [images, layout.columns, scrollToRow, focusWanted],
  )

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement
    if (isTyping(event.nativeEvent) || target.closest("[role=menu]")) return
    const image = images[tabStop]
    if (!image) return
    const pageRows = Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight)
    const next = placeAfterKey(event.key, tabStop, {
      count: images.length,
      columns: layout.columns,
      pageRows,
    })
    if (next !== undefined) {
      event.preventDefault()
      return focusAt(next)
    }
    switch (event.key) {
      case "Escape":
        return clear()
      case "Delete":
        commands.remove(image)
        // The one that takes its place, or the last.
        return focusAt(tabStop + 1 < images.length ? tabStop + 1 : tabStop - 1)
      case "s":
      case "S":
        return commands.star(image, !image.starred)
      case "x":
      case "X":
        return commands.select(image)
    }
  }

  const onFocus = (event: { target: Element }) => {
    wanted.current = undefined
    const key = event.target.closest<HTMLElement>("[data-card]")?.dataset.card
    if (key !== undefined) setFocusedKey(key)
  }
  return { tabStop, focusAt, onKeyDown, onFocus }
}
