"use client"

import { lazy, Suspense, useEffect, useState } from "react"
import { isTyping } from "./typing"

const ShortcutDialog = lazy(() =>
  import("./shortcut-dialog").then((module) => ({ default: module.ShortcutDialog })),
)

const opened = "bracket:shortcuts"

/** Opens the sheet from anywhere. */
export function openShortcutSheet() {
  window.dispatchEvent(new Event(opened))
}

/** The list of shortcuts, by `?`; loaded when it is first asked for. */
export function ShortcutSheet() {
  const [state, setState] = useState<"never" | "open" | "closed">("never")
  useEffect(() => {
    const show = () => setState("open")
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "?" && !isTyping(event)) show()
    }
    window.addEventListener(opened, show)
    window.addEventListener("keydown", onKeyDown)
    return () => {
      window.removeEventListener(opened, show)
      window.removeEventListener("keydown", onKeyDown)
    }
  }, [])
  if (state === "never") return null
  return (
    <Suspense fallback={null}>
      <ShortcutDialog open={state === "open"} onClose={() => setState("closed")} />
    </Suspense>
  )
}
