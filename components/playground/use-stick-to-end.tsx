"use client"

import { type RefObject, useCallback, useEffect, useRef, useState } from "react"

/** Within so many px of the end counts as being there. */
const slack = 24

/**
 * Keeps the end of growing content in view, as long as the reader is there: the first scroll upwards releases it,
 * coming back to the end takes hold again. `resetKey` changes when something new begins.
 */
export function useStickToEnd(resetKey: string | undefined): {
  content: RefObject<HTMLDivElement | null>
  isAtEnd: boolean
  jump: () => void
  /** Lets go of the end, and shows the beginning. */
  toBeginning: () => void
} {
  const content = useRef<HTMLDivElement>(null)
  const holds = useRef(true)
  const [isAtEnd, setAtEnd] = useState(true)

  const set = useCallback((next: boolean) => {
    holds.current = next
    setAtEnd(next)
  }, [])
  const jump = useCallback(() => {
    set(true)
    const scroller = scrollerOf(content.current)
    if (scroller) scroller.scrollTop = scroller.scrollHeight
  }, [set])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new run is followed again from its beginning.
  useEffect(() => set(true), [resetKey, set])

  useEffect(() => {
    const element = content.current
    if (!element) return
    let last = 0
    let lastHeight = 0
    const follow = () => {
      const scroller = scrollerOf(element)
      if (!scroller) return
      // In a page that scrolls as a whole, what stands below the answer is not the reader's end.
      if (holds.current && scroller.contains(element) && isOwn(scroller))
        scroller.scrollTop = scroller.scrollHeight
      last = scroller.scrollTop
      lastHeight = scroller.scrollHeight
    }
    const onScroll = () => {
      const scroller = scrollerOf(element)
      if (!scroller || !isOwn(scroller)) return
      const { scrollTop, scrollHeight, clientHeight } = scroller
      const isUpwards = scrollTop < last - 1 && scrollHeight >= lastHeight
      if (scrollHeight - scrollTop - clientHeight <= slack) set(true)
      else if (isUpwards) set(false)
      last = scrollTop
      lastHeight = scrollHeight
    }
    const isOwn = (scroller: Element) => scroller === element.parentElement
    const observer = new ResizeObserver(follow)
    observer.observe(element)
    const scroller = element.parentElement
    scroller?.addEventListener("scroll", onScroll, { passive: true })
    return () => {
      observer.disconnect()
      scroller?.removeEventListener("scroll", onScroll)
    }
  }, [set])

  const toBeginning = useCallback(() => {
    set(false)
    content.current?.parentElement?.scrollTo({ top: 0 })
  }, [set])

  return { content, isAtEnd, jump, toBeginning }
}

/** The element whose scrolling moves the content. */
function scrollerOf(element: HTMLElement | null): HTMLElement | null {
  for (let box = element?.parentElement ?? null; box; box = box.parentElement) {
    const { overflowY } = getComputedStyle(box)
    if (overflowY === "auto" || overflowY === "scroll") return box
  }
  return null
}
