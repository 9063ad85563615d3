"use client"

import { type RefObject, useLayoutEffect, useState } from "react"
import { type GridLayout, gridLayout } from "#lib/client/images/grid-layout"

/** Between the pictures, px. */
export const gridGap = 12

/** The narrowest a picture may be, px. */
const narrowest = 176

/** How many pictures stand beside each other in an element, following its width. */
export function useGridLayout(element: RefObject<HTMLElement | null>): GridLayout {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const box = element.current
    if (!box) return
    const measure = () => {
      const { paddingLeft, paddingRight } = getComputedStyle(box)
      setWidth(box.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(box)
    return () => observer.disconnect()
  }, [element])
  return gridLayout(width, narrowest, gridGap)
}
