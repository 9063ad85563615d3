"use client"

import { type KeyboardEvent, useRef } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import { KeptPicture } from "#components/ui/kept-picture"
import { viewAfterKey } from "#lib/client/images/zoom"
import { usePictureZoom } from "./synced-zoom"
import { useFrame } from "./use-frame"
import { useZoomGestures } from "./use-zoom-gestures"

export interface ZoomablePictureProps {
  src: string
  alt: string
  /** The picture's own size, px. */
  width: number
  height: number
  /** On a click or Enter; without it the picture can only be zoomed. */
  onOpen?: () => void
  /** Loads when it comes near the window. */
  lazy?: boolean
  className?: string
}

/**
 * A picture that fits into its place and can be zoomed there: by pinch, by the wheel with Ctrl or Cmd, by plus, minus,
 * 0 and the arrows while it has the focus. Inside a SyncedZoomProvider all pictures go together.
 */
export function ZoomablePicture({ src, alt, width, height, onOpen, lazy, className }: ZoomablePictureProps) {
  const t = useTranslations("images.zoom")
  const zoom = usePictureZoom()
  const target = useRef<HTMLButtonElement>(null)
  const { frame, box, size } = useFrame(zoom, { width, height })
  useZoomGestures({ zoom, picture: { width, height }, target, bareWheel: false })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const view = viewAfterKey(event.key, zoom.getState().view, { width, height }, size())
    if (!view) return
    event.preventDefault()
    // Keys of the page, such as those that go to a column, are not meant.
    event.stopPropagation()
    zoom.getState().look(view)
  }
  return (
    <button
      ref={target}
      type="button"
      aria-description={t(onOpen ? "openHint" : "hint")}
      aria-keyshortcuts="+ - 0"
      onClick={onOpen}
      onKeyDown={onKeyDown}
      className={classNames("relative block w-full overflow-hidden rounded-sm bg-sunken", className)}
      style={{ aspectRatio: `${width} / ${height}` }}
    >
      <span ref={frame} className="absolute inset-0 block overflow-hidden">
        <span ref={box} className="absolute top-0 left-0 block size-full origin-top-left">
          <KeptPicture
            src={src}
            alt={alt}
            width={width}
            height={height}
            draggable={false}
            loading={lazy ? "lazy" : undefined}
            className="size-full select-none object-contain"
          />
        </span>
      </span>
    </button>
  )
}
