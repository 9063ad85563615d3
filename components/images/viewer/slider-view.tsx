"use client"

import { ChevronsLeftRight } from "lucide-react"
import { type KeyboardEvent, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import type { ComparedPictures } from "./compared-pictures"
import { FrameCaption, StageFrame } from "./stage-frame"
import { StagePicture } from "./stage-picture"

/** Two pictures in one place, one to the left of a handle and the other to its right. */
export function SliderView({ zoom, size, shown, other }: ComparedPictures) {
  const t = useTranslations("images.viewer")
  const view = useRef<HTMLDivElement>(null)
  const [percent, setPercent] = useState(50)
  const moveTo = (value: number) => setPercent(Math.min(100, Math.max(0, value)))
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 10 : 2
    const to = { ArrowLeft: percent - step, ArrowRight: percent + step, Home: 0, End: 100 }[event.key]
    if (to === undefined || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    moveTo(to)
  }
  return (
    <div ref={view} className="relative flex min-h-0 flex-1">
      <StageFrame zoom={zoom} size={size} className="flex-1">
        <StagePicture picture={other} />
      </StageFrame>
      <StageFrame
        zoom={zoom}
        size={size}
        isOverlay
        clipLeft={percent}
        className="absolute! inset-0 bg-sunken"
      >
        <StagePicture picture={shown} />
      </StageFrame>
      <FrameCaption text={other.label} />
      <FrameCaption text={shown.label} className="right-2" />
      <div
        role="slider"
        tabIndex={0}
        aria-label={t("handle")}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(percent)}
        aria-valuetext={t("handleText", {
          percent: Math.round(percent),
          left: other.label,
          right: shown.label,
        })}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => {
          const box = view.current?.getBoundingClientRect()
          if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return
          moveTo((100 * (event.clientX - box.left)) / box.width)
        }}
        className="group absolute inset-y-0 flex w-10 -translate-x-1/2 cursor-ew-resize touch-none items-center justify-center outline-none"
        style={{ left: `${percent}%` }}
      >
        <span aria-hidden className="absolute inset-y-0 w-0.5 bg-accent-strong" />
        <span
          aria-hidden
          className="relative flex size-8 items-center justify-center rounded-full border-2 border-accent-strong bg-raised text-ink group-focus-visible:outline-2 group-focus-visible:outline-accent-strong group-focus-visible:outline-offset-2"
        >
          <ChevronsLeftRight size={16} />
        </span>
      </div>
    </div>
  )
}
