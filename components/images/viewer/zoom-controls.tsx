"use client"

import { Maximize, Minus, Plus } from "lucide-react"
import { type RefObject, useEffect, useState } from "react"
import { useTranslations } from "use-intl"
import { useStore } from "zustand"
import { Button } from "#components/ui/button"
import { IconButton } from "#components/ui/icon-button"
import { percentOf, viewAfterKey } from "#lib/client/images/zoom"
import type { ZoomStore } from "#lib/client/images/zoom-store"
import type { Size } from "#lib/domain/image-parameters"

interface ZoomControlsProps {
  zoom: ZoomStore
  /** Of what lies in the frames. */
  size: Size
  /** Where the frames are; the first one counts, all are of one size. */
  stage: RefObject<HTMLElement | null>
}

/** Smaller, larger, all of it, and as large as it is; with the present size in percent. */
export function ZoomControls({ zoom, size, stage }: ZoomControlsProps) {
  const t = useTranslations("images.viewer")
  const view = useStore(zoom, (state) => state.view)
  const [room, setRoom] = useState<Size>()
  useEffect(() => {
    // Also when there are two frames in place of one: all of them are watched by way of what holds them.
    const measure = () =>
      setRoom((before) => {
        const now = frameSizeIn(stage.current)
        return before?.width === now.width && before.height === now.height ? before : now
      })
    const observer = new ResizeObserver(measure)
    for (const frame of stage.current?.querySelectorAll("[data-stage]") ?? []) observer.observe(frame)
    measure()
    return () => observer.disconnect()
  })
  const press = (key: string) => {
    const next = viewAfterKey(key, view, size, frameSizeIn(stage.current))
    if (next) zoom.getState().look(next)
  }
  const percent = room && room.width > 0 ? Math.round(percentOf(view, size, room)) : 100
  return (
    <span className="ml-auto inline-flex items-center gap-0.5 max-md:gap-0">
      <IconButton label={t("zoomOut")} shortcut="-" size="sm" onClick={() => press("-")}>
        <Minus aria-hidden size={14} />
      </IconButton>
      <output aria-label={t("zoom")} className="figures w-12 text-center text-ink-2 text-xs max-md:sr-only">
        {t("percent", { percent })}
      </output>
      <IconButton label={t("zoomIn")} shortcut="+" size="sm" onClick={() => press("+")}>
        <Plus aria-hidden size={14} />
      </IconButton>
      <Button size="sm" variant="ghost" aria-keyshortcuts="0" onClick={() => press("0")}>
        <Maximize aria-hidden size={14} className="md:hidden" />
        <span className="max-md:sr-only">{t("fit")}</span>
      </Button>
      <Button size="sm" variant="ghost" aria-keyshortcuts="1" onClick={() => press("1")}>
        {t("percent", { percent: 100 })}
      </Button>
    </span>
  )
}

/** Of a frame as it is now, px. */
export function frameSizeIn(stage: HTMLElement | null): Size {
  const frame = stage?.querySelector("[data-stage]")
  return { width: frame?.clientWidth ?? 0, height: frame?.clientHeight ?? 0 }
}
