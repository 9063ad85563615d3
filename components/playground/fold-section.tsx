"use client"

import { ChevronRight } from "lucide-react"
import { type ReactNode, useId } from "react"
import { classNames } from "#components/ui/class-names"

/** A part of the prompt pane that is folded until it is needed; `summary` says what is in it. */
export function FoldSection({
  title,
  summary,
  isOpen,
  onToggle,
  children,
}: {
  title: string
  summary?: string
  isOpen: boolean
  onToggle: () => void
  children: ReactNode
}) {
  const id = useId()
  return (
    <section className="border-t px-4 py-2">
      <h2>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={onToggle}
          className="-mx-1.5 flex w-[calc(100%+12px)] items-center gap-1.5 rounded px-1.5 py-1 text-left font-medium text-ink-2 text-xs hover:bg-hover hover:text-ink pointer-coarse:min-h-10"
        >
          <ChevronRight
            aria-hidden
            size={14}
            className={classNames("shrink-0 transition-transform", isOpen ? "rotate-90" : null)}
          />
          {title}
          {summary ? <span className="figures truncate font-normal text-ink-3">{summary}</span> : null}
        </button>
      </h2>
      <div id={id} hidden={!isOpen} className="pt-2 pb-1">
        {isOpen ? children : null}
      </div>
    </section>
  )
}
