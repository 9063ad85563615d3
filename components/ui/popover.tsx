"use client"

import { type ReactNode, type RefObject, useId, useRef, useState } from "react"
import { type Align, type Side, useAnchored } from "./anchored"
import { classNames } from "./class-names"

/** Spread these on the button that opens: `trigger={(props) => <Button {...props}>…</Button>}`. */
export interface TriggerProps {
  ref: RefObject<HTMLButtonElement | null>
  popoverTarget: string
  "aria-expanded": boolean
  "aria-haspopup": "dialog" | "menu"
}

export interface PopoverProps {
  /** Accessible name of what opens. */
  label: string
  trigger: (props: TriggerProps) => ReactNode
  /** Rendered only while open; takes a function that closes. An element with `data-autofocus` gets the focus. */
  children: (close: () => void) => ReactNode
  side?: Side
  align?: Align
  onOpenChange?: (open: boolean) => void
  /** Classes of the floating box, for its width and padding (default `p-3`). */
  className?: string
}

/**
 * Something that floats beside its button until one clicks elsewhere or presses Escape. The browser's own
 * popover: top layer, light dismiss, focus goes back to the button.
 */
export function Popover({ label, trigger, children, side, align, onOpenChange, className }: PopoverProps) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const box = useRef<HTMLDivElement>(null)
  useAnchored(box, button, open, { side, align })
  return (
    <>
      {trigger({ ref: button, popoverTarget: id, "aria-expanded": open, "aria-haspopup": "dialog" })}
      <div
        ref={box}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        tabIndex={-1}
        // What is inside comes before the box shows and goes after it hid: so the focus finds its way back.
        onBeforeToggle={(event) => event.newState === "open" && setOpen(true)}
        onToggle={(event) => {
          const isOpen = event.newState === "open"
          setOpen(isOpen)
          if (isOpen) (box.current?.querySelector<HTMLElement>("[data-autofocus]") ?? box.current)?.focus()
          onOpenChange?.(isOpen)
        }}
        onKeyDown={(event) => {
          // Escape closes this box and does nothing else, for instance stop a run.
          if (event.key === "Escape") event.stopPropagation()
        }}
        className={classNames("anchored overlay outline-none", className ?? "p-3")}
      >
        {open ? children(() => box.current?.hidePopover()) : null}
      </div>
    </>
  )
}
