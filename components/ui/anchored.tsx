import { type RefObject, useLayoutEffect } from "react"

export type Side = "bottom" | "top"
export type Align = "start" | "center" | "end"

const gap = 4
const margin = 8

/**
 * Keeps a floating element (the `popover` attribute, class `anchored`) beside its anchor while it is open:
 * below or above, whichever has room, never outside the window, following scroll and resize.
 */
export function useAnchored(
  floating: RefObject<HTMLElement | null>,
  anchor: RefObject<HTMLElement | null>,
  open: boolean,
  { side = "bottom", align = "start" }: { side?: Side; align?: Align } = {},
) {
  useLayoutEffect(() => {
    const element = floating.current
    const target = anchor.current
    if (!open || !element || !target) return
    const update = () => place(element, target, side, align)
    update()
    const observer = new ResizeObserver(update)
    observer.observe(element)
    observer.observe(target)
    window.addEventListener("scroll", update, { capture: true, passive: true })
    window.addEventListener("resize", update)
    return () => {
      observer.disconnect()
      window.removeEventListener("scroll", update, { capture: true })
      window.removeEventListener("resize", update)
    }
  }, [floating, anchor, open, side, align])
}

function place(element: HTMLElement, target: HTMLElement, side: Side, align: Align) {
  const box = target.getBoundingClientRect()
  const { clientWidth, clientHeight } = document.documentElement
  const below = clientHeight - box.bottom - gap - margin
  const above = box.top - gap - margin
  const height = element.scrollHeight + 2
  const goesBelow = side === "bottom" ? height <= below || below >= above : height > above && below > above
  element.style.maxHeight = `${Math.max(80, goesBelow ? below : above)}px`
  element.style.maxWidth = `${clientWidth - 2 * margin}px`
  const width = element.offsetWidth
  const shift = align === "start" ? 0 : align === "end" ? box.width - width : (box.width - width) / 2
  const left = Math.min(Math.max(margin, box.left + shift), clientWidth - width - margin)
  element.style.left = `${left}px`
  element.style.top = goesBelow ? `${box.bottom + gap}px` : `${box.top - gap - element.offsetHeight}px`
}
