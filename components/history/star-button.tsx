"use client"

import { Star } from "lucide-react"

interface StarButtonProps {
  starred: boolean | "mixed"
  label: string
  /** Whether Tab stops here. */
  isTabStop: boolean
  onStar: (starred: boolean) => void
}

/** The star of a line, which lies above the link that covers it. */
export function StarButton({ starred, label, isTabStop, onStar }: StarButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={starred}
      title={label}
      tabIndex={isTabStop ? 0 : -1}
      onClick={() => onStar(starred !== true)}
      className={lineButton}
    >
      <Star aria-hidden size={14} fill={starred === true ? "currentColor" : "none"} />
    </button>
  )
}

/** The look of a small button in a line. */
export const lineButton =
  "relative z-10 -my-1 inline-flex size-7 shrink-0 items-center justify-center rounded text-ink-3 hover:bg-hover hover:text-ink aria-pressed:text-accent-ink pointer-coarse:size-10"
