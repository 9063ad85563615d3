"use client"

import { useFormatter } from "use-intl"

/** Returns the function that says when something was saved, to the minute. */
export function useSavedText(): (at: number) => string {
  const format = useFormatter()
  return (at) => format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "short" })
}
