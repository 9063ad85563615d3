"use client"

import { Download } from "lucide-react"
import { useTranslations } from "use-intl"
import { IconButton } from "#components/ui/icon-button"
import { Spinner } from "#components/ui/spinner"
import { useExportPresets } from "./use-export-presets"
import { usePresetsPlace } from "./use-presets-place"

/** Saves all presets that the list shows as one file; a second press stops it. */
export function ExportShown() {
  const t = useTranslations("presets.export")
  const { filter } = usePresetsPlace()
  const { exportShown, stop, progress } = useExportPresets()
  return (
    <IconButton
      label={progress ? t("progress", progress) : t("shown")}
      aria-busy={progress !== undefined || undefined}
      onClick={() => (progress ? stop() : void exportShown(filter))}
    >
      {progress ? <Spinner /> : <Download aria-hidden size={16} />}
    </IconButton>
  )
}
