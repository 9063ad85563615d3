"use client"

import { useCallback } from "react"
import { useTranslations } from "use-intl"
import type { RunPlace } from "#lib/client/history-entries"

/** Returns the function that names a run in its comparison: "A · row 2 · sample 1". */
export function usePlaceText(): (place: RunPlace) => string {
  const t = useTranslations("history.place")
  return useCallback(
    ({ column, row, sample }) =>
      [
        column ?? t("columnGone"),
        row === undefined ? undefined : t("row", { row }),
        sample === undefined ? undefined : t("sample", { sample }),
      ]
        .filter((part) => part !== undefined)
        .join(" · "),
    [t],
  )
}
