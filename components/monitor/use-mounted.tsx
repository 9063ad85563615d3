"use client"

import { useSyncExternalStore } from "react"

const never = () => () => undefined

/** False on the server and until the page can answer: a button that is pressed before would do nothing. */
export function useMounted(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
