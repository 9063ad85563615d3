"use client"

import { type Dispatch, type KeyboardEvent, type PointerEvent, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { drawStroke } from "#lib/client/mask-drawing"
import { type MaskAction, movedPoint, type Point, type Stroke } from "#lib/client/mask-strokes"
import type { Size } from "#lib/domain/image-parameters"
import type { Brush } from "./mask-tools"
import type { MaskSheet } from "./use-mask-sheet"

/** Paints strokes: what is being drawn goes onto the sheet at once, and into the painting as it ends. */
export function useMaskBrush({
  size,
  sheet,
  brush,
  paint,
  show,
}: {
  size: Size
  sheet: MaskSheet
  brush: Brush
  paint: Dispatch<MaskAction>
  /** Shows the sheet as it is now. */
  show: () => void
}) {
  const t = useTranslations("images.mask")
  const [cursor, setCursor] = useState<Point>()
  const [said, setSaid] = useState("")
  const stroke = useRef<Stroke>(undefined)
  const middle = { x: Math.round(size.width / 2), y: Math.round(size.height / 2) }

  const begin = (at: Point) => {
    stroke.current = { kind: "stroke", points: [at], ...brush }
    setCursor(at)
    drawStroke(sheet.pencil, stroke.current)
    show()
  }
  const goOn = (points: Point[]) => {
    if (!stroke.current) return
    const from = stroke.current.points.length - 1
    stroke.current.points.push(...points)
    drawStroke(sheet.pencil, stroke.current, from)
    show()
  }
  const end = () => {
    if (stroke.current) paint({ type: "add", step: stroke.current })
    stroke.current = undefined
  }
  const place = ({ clientX, clientY }: { clientX: number; clientY: number }, box: DOMRect): Point => ({
    x: ((clientX - box.left) / box.width) * size.width,
    y: ((clientY - box.top) / box.height) * size.height,
  })

  const onPointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    // A second finger does not paint.
    if (event.button !== 0 || !event.isPrimary) return
    event.currentTarget.setPointerCapture(event.pointerId)
    begin(place(event, event.currentTarget.getBoundingClientRect()))
  }
  const onPointerMove = (event: PointerEvent<HTMLButtonElement>) => {
    if (!event.isPrimary) return
    const box = event.currentTarget.getBoundingClientRect()
    setCursor(place(event, box))
    // Between two frames a fast hand passes more places than one.
    const between = event.nativeEvent.getCoalescedEvents?.() ?? []
    goOn((between.length > 0 ? between : [event]).map((one) => place(one, box)))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const at = cursor ?? middle
    const [x, y] =
      { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? []
    if (isPaintingKey(event)) {
      event.preventDefault()
      if (event.repeat || stroke.current) return
      begin(at)
      setSaid(t(brush.erase ? "erasedAt" : "paintedAt", { x: Math.round(at.x), y: Math.round(at.y) }))
    } else if (x !== undefined && y !== undefined) {
      event.preventDefault()
      const step = Math.max(1, Math.round(brush.size / 4)) * (event.shiftKey ? 5 : 1)
      const next = movedPoint(at, x * step, y * step, size)
      goOn([next])
      setCursor(next)
      setSaid(t("cursorAt", { x: Math.round(next.x), y: Math.round(next.y) }))
    }
  }
  const handlers = {
    onPointerDown,
    onPointerMove,
    onLostPointerCapture: end,
    onPointerLeave: () => stroke.current || setCursor(undefined),
    onKeyDown,
    onKeyUp: (event: KeyboardEvent) => isPaintingKey(event) && end(),
    onFocus: () => setCursor((known) => known ?? middle),
    onBlur: () => {
      end()
      setCursor(undefined)
    },
  }
  return { handlers, cursor, said }
}

const isPaintingKey = ({ key }: KeyboardEvent): boolean => key === " " || key === "Enter"
