"use client"

import { type ReactNode, useRef } from "react"
import { classNames } from "#components/ui/class-names"
import type { ZoomStore } from "#lib/client/images/zoom-store"
import type { Size } from "#lib/domain/image-parameters"
import { useFrame } from "./use-frame"
import { useZoomGestures } from "./use-zoom-gestures"

interface StageFrameProps {
  zoom: ZoomStore
  /** Of what lies in the frame, px: of the picture, or of the frame that two are fitted into. */
  size: Size
  children: ReactNode
  /** What stands in the corner, for instance which of two it is. */
  caption?: string
  className?: string
  /** A second frame that lies on another one shows, but does not take gestures. */
  isOverlay?: boolean
  clipLeft?: number
}

/** A frame of the viewer: what is in it is zoomed and moved by wheel, pinch and drag. */
export function StageFrame({
  zoom,
  size,
  children,
  caption,
  className,
  isOverlay,
  clipLeft,
}: StageFrameProps) {
  const target = useRef<HTMLDivElement>(null)
  const { frame, box } = useFrame(zoom, size)
  useZoomGestures({ zoom, picture: size, target, bareWheel: true })
  return (
    <div
      ref={target}
      data-stage={isOverlay ? undefined : true}
      className={classNames("relative min-h-0 min-w-0", isOverlay && "pointer-events-none", className)}
      style={clipLeft === undefined ? undefined : { clipPath: `inset(0 0 0 ${clipLeft}%)` }}
    >
      <span ref={frame} className="absolute inset-0 block overflow-hidden">
        <span ref={box} className="absolute top-0 left-0 block size-full origin-top-left">
          {children}
        </span>
      </span>
      {caption === undefined ? null : <FrameCaption text={caption} />}
    </div>
  )
}

/** Names what is in a frame, legible on any picture. */
export function FrameCaption({ text, className = "left-2" }: { text: string; className?: string }) {
  return (
    <span
      className={classNames(
        "pointer-events-none absolute top-2 max-w-[45%] truncate rounded bg-raised px-2 py-0.5 font-medium text-xs shadow-raised",
        className,
      )}
    >
      {text}
    </span>
  )
}
