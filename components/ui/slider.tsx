"use client"

import type { CSSProperties, KeyboardEvent } from "react"
import { classNames } from "./class-names"

export interface SliderProps {
  value: number
  onChange: (value: number) => void
  min: number
  max: number
  step: number
  /** Accessible name. */
  label: string
  /** Read instead of the bare number, for instance "0.7, balanced". */
  valueText?: string
  /** Where the provider's or our own default is: a tick; a double click goes back to it. */
  defaultMark?: number
  /** Without effect just now: drawn without the accent, still operable. */
  muted?: boolean
  disabled?: boolean
  describedBy?: string
  id?: string
  className?: string
}

/** A native range input. Arrows move by a step, with Shift by ten. */
export function Slider(props: SliderProps) {
  const { value, onChange, min, max, step, defaultMark } = props
  const share = (at: number) => (max === min ? 0 : (Math.min(max, Math.max(min, at)) - min) / (max - min))
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key]
    if (!direction || !event.shiftKey) return
    event.preventDefault()
    const decimals = (String(step).split(".")[1] ?? "").length
    onChange(Number(Math.min(max, Math.max(min, value + direction * 10 * step)).toFixed(decimals)))
  }
  return (
    <span className={classNames("slider-box relative flex min-w-0 items-center", props.className)}>
      {defaultMark === undefined ? null : (
        <span
          aria-hidden
          className="pointer-events-none absolute top-1/2 h-2.5 w-px -translate-y-1/2 bg-line-control"
          style={{ left: along(share(defaultMark)) }}
        />
      )}
      <input
        type="range"
        id={props.id}
        aria-label={props.label}
        aria-valuetext={props.valueText}
        aria-describedby={props.describedBy}
        min={min}
        max={max}
        step={step}
        value={value}
        disabled={props.disabled}
        data-muted={props.muted || undefined}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        onKeyDown={onKeyDown}
        onDoubleClick={defaultMark === undefined ? undefined : () => onChange(defaultMark)}
        className="slider relative"
        style={{ "--fill": along(share(value)) } as CSSProperties}
      />
    </span>
  )
}

/** Where the thumb's centre is: it travels from half its width to the track's end less as much. */
function along(share: number): string {
  return `calc(var(--thumb) / 2 + (100% - var(--thumb)) * ${share})`
}
