"use client"

import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from "react"
import { useTranslations } from "use-intl"
import { setView } from "#lib/client/workspace-edits"
import { useEdit, useWorkspace } from "./playground-context"

const narrowest = 340
const widest = 640

/** The line between prompt and columns: dragged, or moved by the arrow keys. */
export function PaneResizer() {
  const t = useTranslations("playground")
  const edit = useEdit()
  const width = useWorkspace(({ view }) => view.promptWidth)
  const line = useRef<HTMLDivElement>(null)

  useEffect(() => {
    line.current?.parentElement?.style.setProperty("--prompt-width", `${width}px`)
  }, [width])

  const setWidth = (next: number) =>
    edit(setView({ promptWidth: Math.round(Math.min(widest, Math.max(narrowest, next))) }))
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    setWidth(event.clientX - (event.currentTarget.parentElement?.getBoundingClientRect().left ?? 0))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -16, ArrowRight: 16 }[event.key]
    if (step) setWidth(width + step)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be operated.
    <div
      ref={line}
      role="separator"
      tabIndex={0}
      aria-label={t("resize")}
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onDoubleClick={() => setWidth(440)}
      onKeyDown={onKeyDown}
      className="absolute inset-y-0 left-[calc(min(var(--prompt-width,440px),36vw)-4px)] hidden w-2 cursor-col-resize touch-none transition-colors hover:bg-active lg:block"
    />
  )
}
