"use client"

import type { KeyboardEvent, RefObject } from "react"
import { openShortcutSheet } from "#components/shell/shortcut-sheet"
import type { ViewerAction } from "#lib/client/images/viewer-state"
import { viewAfterKey } from "#lib/client/images/zoom"
import type { ZoomStore } from "#lib/client/images/zoom-store"
import type { Size } from "#lib/domain/image-parameters"
import { frameSizeIn } from "./zoom-controls"

interface ViewerKeys {
  zoom: ZoomStore
  size: Size
  stage: RefObject<HTMLElement | null>
  act: (action: ViewerAction) => void
  onStar?: () => void
  onDelete?: () => void
}

/**
 * The keys of the viewer: arrows go through the pictures, or move one that goes beyond its frame; Page up and Page
 * down always go through them; Alt with an arrow chooses the one to compare with, C swaps the two; plus, minus, 0 and
 * 1 zoom; S stars, Delete deletes, ? lists the keys.
 */
export function useViewerKeys({ zoom, size, stage, act, onStar, onDelete }: ViewerKeys) {
  return (event: KeyboardEvent) => {
    // Whatever the page behind would do with a key is not meant.
    event.stopPropagation()
    const target = event.target as HTMLElement
    const ownsArrows = target.matches("input, select, [role=menu] *, [role=slider]")
    const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: -1, PageDown: 1 }[event.key] as 1 | -1 | undefined
    if (event.altKey && by) {
      // The browser would go back in its history.
      event.preventDefault()
      return act({ type: "step-other", by })
    }
    if (event.altKey || event.ctrlKey || event.metaKey || target.matches("select")) return
    if (ownsArrows && event.key.startsWith("Arrow")) return
    const view = viewAfterKey(event.key, zoom.getState().view, size, frameSizeIn(stage.current))
    if (view) {
      event.preventDefault()
      return zoom.getState().look(view)
    }
    if (by) {
      event.preventDefault()
      return act({ type: "step", by })
    }
    if (event.key.toLowerCase() === "c") act({ type: "swap" })
    else if (event.key.toLowerCase() === "s") onStar?.()
    else if (event.key === "Delete") onDelete?.()
    else if (event.key === "?") openShortcutSheet()
  }
}
