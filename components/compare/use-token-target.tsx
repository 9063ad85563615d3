"use client"

import {
  type FocusEvent,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from "react"
import { tokenByKey } from "./token-by-key"

/** The token that is looked at. */
export interface TokenTarget {
  index: number
  element: HTMLElement
  /** How it came to be looked at. A box that was opened, by a click or Enter, stays until closed and has the focus. */
  by: "pointer" | "focus" | "opening"
}

const showAfterMs = 120
const hideAfterMs = 200

const tokenAt = (target: EventTarget): HTMLElement | undefined =>
  (target instanceof Element && target.closest<HTMLElement>("[data-token]")) || undefined

/**
 * Which token is looked at, by pointer, focus or click, and the listeners for the element around them all. One of the
 * tokens can be reached with Tab: the one that had the focus last.
 */
export function useTokenTarget(box: RefObject<HTMLElement | null>) {
  const [target, setTarget] = useState<TokenTarget>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const later = (ms: number, change: () => void) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(change, ms)
  }
  const look = (element: HTMLElement, by: TokenTarget["by"]) => {
    clearTimeout(timer.current)
    setTarget({ index: Number(element.dataset.token), element, by })
  }
  const close = () => {
    clearTimeout(timer.current)
    setTarget(undefined)
  }
  const isOpened = target?.by === "opening"

  useEffect(() => {
    if (!isOpened) return
    const elsewhere = (event: globalThis.PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setTarget(undefined)
    }
    document.addEventListener("pointerdown", elsewhere)
    return () => document.removeEventListener("pointerdown", elsewhere)
  }, [isOpened, box])

  const listeners = {
    onPointerOver(event: PointerEvent) {
      if (event.pointerType !== "mouse" || isOpened) return
      const token = tokenAt(event.target)
      // Over the box of a token, or on the way to it.
      if (!token) clearTimeout(timer.current)
      else if (token !== target?.element) later(showAfterMs, () => look(token, "pointer"))
    },
    onPointerLeave() {
      if (!isOpened) later(hideAfterMs, close)
    },
    onFocus(event: FocusEvent) {
      const token = tokenAt(event.target)
      if (!token) return
      for (const other of box.current?.querySelectorAll<HTMLElement>('[data-token][tabindex="0"]') ?? [])
        other.tabIndex = -1
      token.tabIndex = 0
      if (token.matches(":focus-visible")) look(token, "focus")
    },
    onBlur(event: FocusEvent) {
      if (!event.currentTarget.contains(event.relatedTarget)) close()
    },
    onClick(event: { target: EventTarget }) {
      const token = tokenAt(event.target)
      if (token) look(token, "opening")
    },
    onKeyDown(event: KeyboardEvent) {
      const token = tokenAt(event.target)
      if (event.key === "Escape" && target) {
        // Closes the box and does nothing else, for instance stop a run.
        event.stopPropagation()
        target.element.focus()
        close()
      } else if (token && (event.key === "Enter" || event.key === " ")) {
        event.preventDefault()
        look(token, "opening")
      } else if (token && !event.altKey && !event.ctrlKey && !event.metaKey) {
        const next = tokenByKey(token, event.key)
        if (!next) return
        event.preventDefault()
        next.focus()
      }
    },
  }
  return { target, close, listeners }
}
