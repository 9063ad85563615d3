"use client"

import { type ReactNode, useEffect, useRef } from "react"
import { classNames } from "#components/ui/class-names"

interface SelectMarkProps {
  /** What stands in this place at rest. */
  icon: ReactNode
  label: string
  state: "in" | "out" | "partly"
  /** Whether anything is selected: then every line shows its box. */
  isSelecting: boolean
  /** Whether Tab stops here. */
  isTabStop: boolean
  onToggle: () => void
}

/** A line's checkbox, in the place of its icon: seen when the line is pointed at or focused, and while one selects. */
export function SelectMark({ icon, label, state, isSelecting, isTabStop, onToggle }: SelectMarkProps) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = state === "partly"
  }, [state])
  return (
    <span className="relative inline-flex size-3.5 shrink-0">
      <span
        className={classNames(
          "group-hover/line:invisible group-has-focus-visible/line:invisible pointer-coarse:invisible",
          isSelecting && "invisible",
        )}
      >
        {icon}
      </span>
      <label
        className={classNames(
          "absolute -inset-2 z-10 flex items-center justify-center focus-within:opacity-100 group-hover/line:opacity-100 group-has-focus-visible/line:opacity-100 pointer-coarse:-inset-3.5 pointer-coarse:opacity-100",
          !isSelecting && "opacity-0",
        )}
      >
        <input
          ref={box}
          type="checkbox"
          aria-label={label}
          tabIndex={isTabStop ? 0 : -1}
          checked={state === "in"}
          onChange={onToggle}
          className="size-3.5 accent-accent-strong"
        />
      </label>
    </span>
  )
}
