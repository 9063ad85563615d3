"use client"

import { type ReactNode, useEffect, useRef, useState } from "react"
import { useAnchored } from "./anchored"
import { Kbd } from "./kbd"

/**
 * A word for a control that shows only an icon, on hover and on keyboard focus. It repeats the control's own
 * accessible name, so screen readers do not hear it twice. Wraps its child in an inline box.
 */
export function Tooltip({
  text,
  shortcut,
  children,
}: {
  text: string
  shortcut?: string
  children: ReactNode
}) {
  const [open, setOpen] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const anchor = useRef<HTMLSpanElement>(null)
  const floating = useRef<HTMLSpanElement>(null)

  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (open) floating.current?.showPopover()
  }, [open])
  useAnchored(floating, anchor, open, { side: "bottom", align: "center" })

  const show = (delay: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setOpen(true), delay)
  }
  const hide = () => {
    clearTimeout(timer.current)
    setOpen(false)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens to what happens to the control inside.
    <span
      ref={anchor}
      className="inline-flex shrink-0"
      onPointerEnter={(event) => event.pointerType === "mouse" && show(450)}
      onPointerLeave={hide}
      onPointerDown={hide}
      onKeyDown={hide}
      onFocus={(event) => event.target.matches(":focus-visible") && show(150)}
      onBlur={hide}
    >
      {children}
      {open ? (
        <span
          ref={floating}
          popover="manual"
          aria-hidden
          className="anchored overlay pointer-events-none items-center gap-2 px-2 py-1 text-xs [&:popover-open]:flex"
        >
          {text}
          {shortcut ? <Kbd>{shortcut}</Kbd> : null}
        </span>
      ) : null}
    </span>
  )
}
