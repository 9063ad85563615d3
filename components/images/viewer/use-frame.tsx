"use client"

import { type RefObject, useCallback, useLayoutEffect, useRef } from "react"
import { percentOf, placeOf } from "#lib/client/images/zoom"
import type { ZoomStore } from "#lib/client/images/zoom-store"
import type { Size } from "#lib/domain/image-parameters"

/** From here on pixels are seen as the squares that they are, in percent of the picture's own size. */
const squaresFrom = 300

export interface Frame {
  frame: RefObject<HTMLSpanElement | null>
  /** What lies in the frame as the view says, and holds the picture. */
  box: RefObject<HTMLSpanElement | null>
  /** The frame's size as it is now, px. */
  size: () => Size
}

/** Keeps a picture in its frame where the view says, without rendering: also when the frame's size changes. */
export function useFrame(zoom: ZoomStore, picture: Size): Frame {
  const frame = useRef<HTMLSpanElement>(null)
  const box = useRef<HTMLSpanElement>(null)
  const { width, height } = picture
  const size = useCallback(
    () => ({ width: frame.current?.clientWidth ?? 0, height: frame.current?.clientHeight ?? 0 }),
    [],
  )
  useLayoutEffect(() => {
    // Read when the browser has just laid it out: asking for it at every step of a drag would be slow.
    let room = size()
    const place = () => {
      if (!box.current || room.width === 0 || room.height === 0) return
      const { view } = zoom.getState()
      const at = placeOf(view, { width, height }, room)
      const { style } = box.current
      style.width = `${at.width}px`
      style.height = `${at.height}px`
      style.transform = `translate(${at.left}px, ${at.top}px)`
      const shown = percentOf(view, { width, height }, room)
      style.imageRendering = shown >= squaresFrom ? "pixelated" : "auto"
    }
    place()
    const observer = new ResizeObserver(() => {
      room = size()
      place()
    })
    if (frame.current) observer.observe(frame.current)
    const unsubscribe = zoom.subscribe(place)
    return () => {
      observer.disconnect()
      unsubscribe()
    }
  }, [zoom, width, height, size])
  return { frame, box, size }
}
