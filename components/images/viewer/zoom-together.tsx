"use client"

import { Maximize, Scan } from "lucide-react"
import { useTranslations } from "use-intl"
import { useStore } from "zustand"
import { Button } from "#components/ui/button"
import { IconButton } from "#components/ui/icon-button"
import { fit } from "#lib/client/images/zoom"
import { type SyncedZoom, useSyncedZoom } from "./synced-zoom"

/** The switch that makes all pictures of the page zoom and move as one, and the way back to whole pictures. */
export function ZoomTogether() {
  const synced = useSyncedZoom()
  return synced ? <Toggle {...synced} /> : null
}

function Toggle({ shared, together, setTogether }: SyncedZoom) {
  const t = useTranslations("images.zoom")
  const isZoomed = useStore(shared, ({ view }) => view !== fit && view.scale !== 1)
  return (
    <span className="inline-flex items-center gap-1">
      <Button size="sm" variant="ghost" aria-pressed={together} onClick={() => setTogether(!together)}>
        <Scan aria-hidden size={14} />
        {t("together")}
      </Button>
      {together && isZoomed ? (
        <IconButton label={t("fitAll")} size="sm" onClick={() => shared.getState().look(fit)}>
          <Maximize aria-hidden size={14} />
        </IconButton>
      ) : null}
    </span>
  )
}
