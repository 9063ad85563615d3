import type { ReactNode } from "react"
import { classNames } from "#components/ui/class-names"

interface LineFrameProps {
  isOpen: boolean
  isSelected: boolean
  /** A line inside of an open comparison. */
  isInner?: boolean
  children: ReactNode
}

/** The box of a line of the list: it fills its place, and says what is open and selected. */
export function LineFrame({ isOpen, isSelected, isInner = false, children }: LineFrameProps) {
  return (
    <article
      className={classNames(
        "group/line relative flex h-full flex-col gap-0.5 border-b py-2.5 pr-2",
        isInner ? "pl-8" : "pl-3",
        isOpen || isSelected ? "bg-accent-soft" : "hover:bg-hover",
      )}
    >
      {isInner ? <span aria-hidden className="absolute inset-y-0 left-4.5 border-l" /> : null}
      {isOpen ? <span aria-hidden className="absolute inset-y-0 left-0 w-0.5 bg-accent-strong" /> : null}
      {children}
    </article>
  )
}

/** What opens a line: it covers the whole of it, and shows the focus around it. */
export const lineLink =
  "block truncate text-left font-medium text-ink text-sm outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-accent-strong focus-visible:after:-outline-offset-2"
