"use client"

import { type Dispatch, type RefObject, type SetStateAction, useEffect, useRef } from "react"
import { useLatest } from "#components/ui/use-latest"
import type { MaskAction } from "#lib/client/mask-strokes"
import type { Size } from "#lib/domain/image-parameters"
import { type Brush, resizedBrush } from "./mask-tools"

/** Keys that act anywhere in the painter: undo and redo, and [ ] for the size of the brush. */
export function useMaskKeys(painter: {
  size: Size
  paint: Dispatch<MaskAction>
  setBrush: Dispatch<SetStateAction<Brush>>
}): RefObject<HTMLDivElement | null> {
  const root = useRef<HTMLDivElement>(null)
  const latest = useLatest(painter)
  useEffect(() => {
    // On the whole dialog: after a click on its ground nothing inside has the focus.
    const dialog = root.current?.closest("dialog")
    const leave = new AbortController()
    const onKeyDown = (event: KeyboardEvent) => {
      const { size, paint, setBrush } = latest.current
      const isUndo = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "z"
      if (isUndo) paint({ type: event.shiftKey ? "redo" : "undo" })
      else if (event.key === "[" || event.key === "]")
        setBrush((brush) => resizedBrush(brush, event.key === "]" ? 1 : -1, size))
      else return
      event.preventDefault()
    }
    dialog?.addEventListener("keydown", onKeyDown, { signal: leave.signal })
    return () => leave.abort()
  }, [latest])
  return root
}
