"use client"

import { useSyncExternalStore } from "react"

/** The name of the key for commands: ⌘ on Apple's machines. */
export function useModKey(): string {
  return useSyncExternalStore(
    () => () => {},
    () => (/Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl"),
    () => "Ctrl",
  )
}
