"use client"

import { type RefObject, useEffect } from "react"
import { isTyping } from "#components/shell/typing"
import {
  entryLineOf,
  type FocusLine,
  type HistoryLine,
  isFocusLine,
  isPartOf,
  showsRun,
} from "./history-lines"
import { useHistoryPlace } from "./use-history-place"
import { useLineActions } from "./use-line-actions"

interface RunListKeys {
  lines: HistoryLine[]
  scroller: RefObject<HTMLElement | null>
  /** The line that has, or last had, the focus. */
  focusedKey: string | undefined
  scrollToIndex: (index: number) => void
  toggle: (batchId: string, isOpen?: boolean) => void
}

/**
 * The keys of History, as the shortcut sheet lists them. Arrows move the focus through the lines, and the open run
 * with it, and open and close comparisons; X and Space select the focused line; S and Delete act on the line that has
 * the focus or, from elsewhere, on the open run; Escape goes back to the list, and then clears what is selected.
 */
export function useRunListKeys({ lines, scroller, focusedKey, scrollToIndex, toggle }: RunListKeys) {
  const { openId, open } = useHistoryPlace()
  const { star, remove, select, clear } = useLineActions()

  useEffect(() => {
    const stops = lines.filter(isFocusLine)
    const hasFocus = () => scroller.current?.contains(document.activeElement) ?? false
    const isListActive = () => document.activeElement === document.body || hasFocus()

    const focusLine = (line: FocusLine) => {
      scrollToIndex(lines.findIndex(({ key }) => key === line.key))
      const inPage = () =>
        scroller.current?.querySelector<HTMLElement>(`[data-focus="${CSS.escape(line.key)}"]`)
      const there = inPage()
      if (there) there.focus()
      // It comes into the page once the list has scrolled to it.
      else requestAnimationFrame(() => requestAnimationFrame(() => inPage()?.focus()))
    }
    const moveTo = (at: number) => {
      const line = stops[Math.min(Math.max(at, 0), stops.length - 1)]
      if (!line) return
      if (openId && line.kind === "run") open(line.run.id, "replace")
      focusLine(line)
    }
    /** Right opens a comparison, then goes to its first run; left goes back to it, then closes it. */
    const unfold = (line: FocusLine | undefined, isRight: boolean) => {
      if (line?.kind === "entry") {
        if (line.isOpen && isRight) moveTo(stops.indexOf(line) + 1)
        else if (line.isOpen !== isRight) toggle(line.entry.id, isRight)
      } else if (!isRight) {
        const above = entryLineOf(lines, line)
        if (above) focusLine(above)
      }
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTyping(event) || document.querySelector("dialog[open], :popover-open:not([aria-hidden])")) return
      const inList = isListActive()
      const at = stops.findIndex(({ key }) => key === (inList ? (focusedKey ?? openId) : openId))
      const line = stops[at]
      // A run that is open is meant wherever the focus is, but on a comparison.
      const isOnEntry = line?.kind === "entry" && hasFocus()
      const meant = isOnEntry ? line : stops.find(({ key }) => key === (openId ?? focusedKey))
      switch (event.key) {
        case "Escape":
          if (openId) {
            open(undefined)
            if (meant) focusLine(meant)
          } else if (inList) clear()
          return
        case "ArrowDown":
        case "ArrowUp":
        case "Home":
        case "End":
          if (!inList) return
          event.preventDefault()
          return moveTo({ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }[event.key])
        case "ArrowRight":
        case "ArrowLeft":
          if (inList) unfold(line, event.key === "ArrowRight")
          return
        case " ":
          // On the line itself; its buttons and its box have their own use for it.
          if (!(event.target instanceof HTMLElement) || event.target.dataset.focus === undefined) return
          event.preventDefault()
          if (line) select(line)
          return
        case "Delete": {
          if (!meant) return
          const place = stops.indexOf(meant)
          const next = stops.slice(place + 1).find((other) => !isPartOf(other, meant)) ?? stops[place - 1]
          const hadFocus = hasFocus()
          remove(meant)
          if (openId && showsRun(meant, openId)) {
            open(next?.kind === "run" ? next.run.id : undefined, "replace")
          }
          if (hadFocus && next) focusLine(next)
          return
        }
        default:
          if (event.key.toLowerCase() === "s" && meant) star(meant)
          else if (event.key.toLowerCase() === "x" && inList && line) select(line)
      }
    }
    // A button acts when the bar comes up again.
    const onKeyUp = (event: KeyboardEvent) => {
      const isOnLine = event.target instanceof HTMLElement && event.target.dataset.focus !== undefined
      if (event.key === " " && isOnLine) event.preventDefault()
    }
    window.addEventListener("keydown", onKeyDown)
    window.addEventListener("keyup", onKeyUp)
    return () => {
      window.removeEventListener("keydown", onKeyDown)
      window.removeEventListener("keyup", onKeyUp)
    }
  }, [lines, scroller, focusedKey, scrollToIndex, toggle, openId, open, star, remove, select, clear])
}
