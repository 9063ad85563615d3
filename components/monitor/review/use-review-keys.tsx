"use client"

import { useEffect } from "react"
import { isTyping } from "#components/shell/typing"
import { useLatest } from "#components/ui/use-latest"

/** Acts on single letters, unless somebody types or a dialog is open. */
export function useReviewKeys(keys: Record<string, () => void>): void {
  const latest = useLatest(keys)
  useEffect(() => {
    const act = (event: KeyboardEvent) => {
      const key = latest.current[event.key.toLowerCase()]
      if (!key || isTyping(event) || document.querySelector("dialog[open]")) return
      event.preventDefault()
      key()
    }
    window.addEventListener("keydown", act)
    return () => window.removeEventListener("keydown", act)
  }, [latest])
}
