"use client"

import { ChevronLeft, ChevronRight } from "lucide-react"
import { classNames } from "./class-names"
import { IconButton } from "./icon-button"

interface StepperProps {
  label: string
  previous: string
  next: string
  /** Where one stands, in words: "2 of 5". */
  place: string
  /** What there is no step to. */
  atStart?: boolean
  atEnd?: boolean
  onStep: (by: -1 | 1) => void
  className?: string
}

/** Goes through things one by one. */
export function Stepper({ label, previous, next, place, atStart, atEnd, onStep, className }: StepperProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <span role="group" aria-label={label} className={classNames("flex shrink-0 items-center", className)}>
      <IconButton label={previous} size="sm" disabled={atStart} onClick={() => onStep(-1)}>
        <ChevronLeft aria-hidden size={14} />
      </IconButton>
      <output className="figures min-w-8 whitespace-nowrap text-center text-xs">{place}</output>
      <IconButton label={next} size="sm" disabled={atEnd} onClick={() => onStep(1)}>
        <ChevronRight aria-hidden size={14} />
      </IconButton>
    </span>
  )
}
