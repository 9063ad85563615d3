"use client"

import { SlidersHorizontal } from "lucide-react"
import { lazy, Suspense } from "react"
import { useTranslations } from "use-intl"
import { IconButton } from "#components/ui/icon-button"
import { Popover } from "#components/ui/popover"

const RunSettingsForm = lazy(() =>
  import("./run-settings-form").then((module) => ({ default: module.RunSettingsForm })),
)

/** How many requests go out at once, and what they may cost together. */
export function RunSettings() {
  const t = useTranslations("columns.runSettings")
  return (
    <Popover
      label={t("label")}
      side="top"
      align="end"
      className="w-80 p-4"
      trigger={(props) => (
        <IconButton {...props} label={t("label")} size="sm">
          <SlidersHorizontal aria-hidden size={14} />
        </IconButton>
      )}
    >
      {() => (
        <Suspense fallback={<div className="h-40" />}>
          <RunSettingsForm />
        </Suspense>
      )}
    </Popover>
  )
}
