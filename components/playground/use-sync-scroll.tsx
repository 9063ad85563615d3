"use client"

import { createContext, type ReactNode, type RefObject, use, useEffect, useRef, useState } from "react"
import { usePlayground } from "./playground-context"

const ScrollersContext = createContext<Set<HTMLElement>>(new Set())

/** Knows the outputs that scroll together. */
export function SyncScrollProvider({ children }: { children: ReactNode }) {
  const [scrollers] = useState(() => new Set<HTMLElement>())
  return <ScrollersContext value={scrollers}>{children}</ScrollersContext>
}

/**
 * Scrolls the outputs together, each as far along as the one that is scrolled, unless the person switched that off.
 * One that still grows follows its own end.
 */
export function useSyncScroll(isGrowing: boolean): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null)
  const scrollers = use(ScrollersContext)
  const { workspace } = usePlayground()

  useEffect(() => {
    const element = ref.current
    if (!element || isGrowing) return
    scrollers.add(element)
    const onScroll = () => {
      // Only what a person scrolls leads; the others are moved by the page, and say so here as well.
      if (element.dataset.led !== undefined) {
        delete element.dataset.led
        return
      }
      if (!workspace.getState().view.syncScroll) return
      const share = element.scrollTop / Math.max(1, element.scrollHeight - element.clientHeight)
      for (const other of scrollers) {
        if (other === element) continue
        const top = Math.round(share * (other.scrollHeight - other.clientHeight))
        if (Math.abs(other.scrollTop - top) < 1) continue
        other.dataset.led = ""
        other.scrollTop = top
      }
    }
    element.addEventListener("scroll", onScroll, { passive: true })
    return () => {
      scrollers.delete(element)
      element.removeEventListener("scroll", onScroll)
    }
  }, [isGrowing, scrollers, workspace])

  return ref
}
