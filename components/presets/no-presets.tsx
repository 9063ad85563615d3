"use client"

import { Bookmark, SearchX } from "lucide-react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
import { usePresetsPlace } from "./use-presets-place"

/** Nothing to show: because nothing was saved yet, or because the filters are too narrow. */
export function NoPresets() {
  const t = useTranslations("presets")
  const common = useTranslations("common")
  const { filter, change } = usePresetsPlace()
  if (Object.values(filter).some((value) => value !== undefined))
    return (
      <EmptyState
        icon={<SearchX aria-hidden size={24} />}
        title={t("noMatch.title")}
        actions={
          <Button
            onClick={() =>
              change({ q: undefined, kind: undefined, folder: undefined, tag: undefined, starred: undefined })
            }
          >
            {common("clearAll")}
          </Button>
        }
      >
        {t("noMatch.hint")}
      </EmptyState>
    )
  return (
    <EmptyState icon={<Bookmark aria-hidden size={24} />} title={t("none.title")}>
      {t("none.hint")}
    </EmptyState>
  )
}
