"use client"

import { useEffect, useEffectEvent } from "react"
import { useRunActions } from "./use-run-actions"

/** The playground's keys: Ctrl or Cmd+Enter runs, Alt+Enter runs the column with the focus, Escape stops. */
export function useRunShortcuts() {
  const { run, stop } = useRunActions()
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    // While an input method composes, its keys are its own.
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return
    if (document.querySelector("dialog[open]")) return
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
      event.preventDefault()
      run()
    } else if (event.key === "Enter" && event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault()
      const columnId = document.activeElement?.closest<HTMLElement>("[data-column]")?.dataset.column
      run(columnId ? [columnId] : undefined)
    } else if (event.key === "Escape" && !isSomethingOpen(event)) {
      stop()
    }
  })
  useEffect(() => {
    window.addEventListener("keydown", onKeyDown)
    return () => window.removeEventListener("keydown", onKeyDown)
  }, [])
}

/** Escape closes what floats before it stops anything. */
function isSomethingOpen(event: KeyboardEvent): boolean {
  const inMenu = event.target instanceof Element && event.target.closest("[popover], [role=menu]")
  return Boolean(inMenu) || document.querySelector("[popover=auto]:popover-open") !== null
}
