"use client"

import { type RefObject, useEffect } from "react"
import { isTyping } from "#components/shell/typing"
import type { RunSummary } from "#lib/domain/history"
import type { HistoryLine } from "./history-lines"
import { useHistoryPlace } from "./use-history-place"
import { useRunActions } from "./use-run-actions"

interface RunListKeys {
  lines: HistoryLine[]
  scroller: RefObject<HTMLElement | null>
  /** The run whose row has, or last had, the focus. */
  focusedId: string | undefined
  scrollToIndex: (index: number) => void
}

/**
 * The keys of History, as the shortcut sheet lists them. Arrows move the focus through the rows, and the open
 * run with it; S and Delete act on the open run, else on the focused one; Escape goes back to the list.
 */
export function useRunListKeys({ lines, scroller, focusedId, scrollToIndex }: RunListKeys) {
  const { openId, open } = useHistoryPlace()
  const { star, remove } = useRunActions()

  useEffect(() => {
    const runs = lines.flatMap((line) => (line.kind === "run" ? [line.run] : []))
    const isListActive = () =>
      document.activeElement === document.body || scroller.current?.contains(document.activeElement)

    const focusRow = (run: RunSummary) => {
      scrollToIndex(lines.findIndex((line) => line.key === run.id))
      // The row may be new in the page: focus it once the list has scrolled to it.
      requestAnimationFrame(() =>
        requestAnimationFrame(() =>
          scroller.current?.querySelector<HTMLElement>(`[data-run="${CSS.escape(run.id)}"]`)?.focus(),
        ),
      )
    }
    const moveTo = (at: number) => {
      const run = runs[Math.min(Math.max(at, 0), runs.length - 1)]
      if (!run) return
      if (openId) open(run.id, "replace")
      focusRow(run)
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTyping(event) || document.querySelector("dialog[open], :popover-open:not([aria-hidden])")) return
      const current = openId ?? focusedId
      const at = runs.findIndex((run) => run.id === (isListActive() ? (focusedId ?? openId) : current))
      const run = runs.find((candidate) => candidate.id === current)
      if (event.key === "Escape" && openId) {
        open(undefined)
        if (run) focusRow(run)
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && isListActive()) {
        event.preventDefault()
        moveTo(event.key === "ArrowDown" ? at + 1 : at - 1)
      } else if ((event.key === "Home" || event.key === "End") && isListActive()) {
        event.preventDefault()
        moveTo(event.key === "Home" ? 0 : runs.length - 1)
      } else if (event.key.toLowerCase() === "s" && run) {
        star(run.id, !run.starred)
      } else if (event.key === "Delete" && run) {
        const next = runs[runs.indexOf(run) + 1] ?? runs[runs.indexOf(run) - 1]
        remove(run.id)
        if (openId) open(next?.id, "replace")
      }
    }
    window.addEventListener("keydown", onKeyDown)
    return () => window.removeEventListener("keydown", onKeyDown)
  }, [lines, scroller, focusedId, scrollToIndex, openId, open, star, remove])
}
