"use client"

import { type RefObject, useEffect } from "react"
import { isBeyond, panned, wheelFactor, zoomedAt } from "#lib/client/images/zoom"
import type { ZoomStore } from "#lib/client/images/zoom-store"
import type { Size } from "#lib/domain/image-parameters"

interface ZoomGestures {
  zoom: ZoomStore
  picture: Size
  /** What takes the gestures; its box is the frame. */
  target: RefObject<HTMLElement | null>
  /** Whether the bare wheel zooms; else it scrolls the page, and zooms with Ctrl or Cmd. */
  bareWheel: boolean
}

/** How far a pointer goes before it drags instead of clicking, px. */
const dragFrom = 4

/** Wheel and pinch zoom, a drag moves. A drag does not end in a click. */
export function useZoomGestures({ zoom, picture, target, bareWheel }: ZoomGestures) {
  const { width, height } = picture
  useEffect(() => {
    const element = target.current
    if (!element) return
    const held = new Map<number, { x: number; y: number }>()
    let moved = 0
    const { view: viewNow, look } = { view: () => zoom.getState().view, look: zoom.getState().look }
    const frame = () => ({ width: element.clientWidth, height: element.clientHeight })
    const pointOf = ({ clientX, clientY }: MouseEvent) => {
      const { left, top } = element.getBoundingClientRect()
      return { x: clientX - left, y: clientY - top }
    }
    const onWheel = (event: WheelEvent) => {
      const isPinch = event.ctrlKey || event.metaKey
      if (!isPinch && !bareWheel) return
      event.preventDefault()
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 20 : event.deltaY
      // The wheel of a mouse turns in notches of 100; a trackpad's pinch comes in small steps.
      const factor = wheelFactor(pixels, isPinch && Math.abs(pixels) < 50)
      look(zoomedAt(viewNow(), factor, pointOf(event), { width, height }, frame()))
    }
    const onPointerDown = (event: PointerEvent) => {
      if (event.button !== 0) return
      held.set(event.pointerId, pointOf(event))
      if (held.size === 1) moved = 0
    }
    const onPointerMove = (event: PointerEvent) => {
      const before = held.get(event.pointerId)
      if (!before) return
      const now = pointOf(event)
      const other = [...held].find(([id]) => id !== event.pointerId)?.[1]
      if (!other && !isBeyond(viewNow())) return
      held.set(event.pointerId, now)
      moved += Math.hypot(now.x - before.x, now.y - before.y)
      if (moved < dragFrom) return
      element.setPointerCapture(event.pointerId)
      if (!other)
        return look(
          panned(viewNow(), { x: now.x - before.x, y: now.y - before.y }, { width, height }, frame()),
        )
      const span = (a: typeof now) => Math.max(1, Math.hypot(a.x - other.x, a.y - other.y))
      const between = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }
      look(zoomedAt(viewNow(), span(now) / span(before), between, { width, height }, frame()))
    }
    const onPointerEnd = (event: PointerEvent) => held.delete(event.pointerId)
    const onClick = (event: MouseEvent) => {
      if (moved < dragFrom) return
      moved = 0
      event.preventDefault()
      event.stopPropagation()
    }
    const follow = () => {
      const isFree = isBeyond(viewNow())
      // At fit a finger scrolls the page; a picture that goes beyond its frame is moved in it.
      element.style.touchAction = isFree ? "none" : bareWheel ? "none" : "pan-x pan-y"
      element.style.cursor = isFree ? "grab" : ""
    }
    follow()
    const unsubscribe = zoom.subscribe(follow)
    element.addEventListener("wheel", onWheel, { passive: false })
    element.addEventListener("pointerdown", onPointerDown)
    element.addEventListener("pointermove", onPointerMove)
    element.addEventListener("pointerup", onPointerEnd)
    element.addEventListener("pointercancel", onPointerEnd)
    element.addEventListener("click", onClick, { capture: true })
    return () => {
      unsubscribe()
      element.removeEventListener("wheel", onWheel)
      element.removeEventListener("pointerdown", onPointerDown)
      element.removeEventListener("pointermove", onPointerMove)
      element.removeEventListener("pointerup", onPointerEnd)
      element.removeEventListener("pointercancel", onPointerEnd)
      element.removeEventListener("click", onClick, { capture: true })
    }
  }, [zoom, width, height, target, bareWheel])
}
