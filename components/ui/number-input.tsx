"use client"

import { type KeyboardEvent, useState } from "react"
import { classNames } from "./class-names"
import { fieldClass } from "./text-input"

export interface NumberInputProps {
  /** Undefined: the field is empty. */
  value: number | undefined
  /** Called for every complete value in range while typing, and with the clamped one on leaving. */
  onChange: (value: number) => void
  min: number
  max: number
  step?: number
  /** Accessible name. */
  label: string
  id?: string
  /** Id of the message that explains the value; also set while it is invalid. */
  describedBy?: string
  invalid?: boolean
  disabled?: boolean
  placeholder?: string
  className?: string
}

/**
 * A number as text (role spinbutton): arrows step, Shift or Page ten steps, out-of-range values are marked while
 * typing and clamped on leaving. Full-width digits of Chinese input methods are understood; the wheel is not used.
 */
export function NumberInput(props: NumberInputProps) {
  const { value, onChange, min, max, step = 1 } = props
  // What is being typed; undefined while the field shows the value itself.
  const [draft, setDraft] = useState<string>()
  const typed = draft === undefined ? value : readNumber(draft)
  const isTypedWrong = draft !== undefined && draft.trim() !== "" && !isInRange(typed, min, max)

  const settle = () => {
    if (draft === undefined) return
    setDraft(undefined)
    if (typed === undefined) return
    const clamped = clampToStep(typed, min, max, step)
    if (clamped !== value) onChange(clamped)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const steps = stepsOf(event)
    if (steps !== 0) {
      event.preventDefault()
      setDraft(undefined)
      onChange(
        clampToStep((isInRange(typed, min, max) ? typed : (value ?? min)) + steps * step, min, max, step),
      )
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      settle()
    } else if (event.key === "Escape" && draft !== undefined) {
      event.stopPropagation()
      setDraft(undefined)
    }
  }
  return (
    <input
      type="text"
      role="spinbutton"
      inputMode={Number.isInteger(step) && min >= 0 ? "numeric" : "decimal"}
      autoComplete="off"
      id={props.id}
      aria-label={props.label}
      aria-valuenow={typed}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-invalid={props.invalid || isTypedWrong || undefined}
      aria-describedby={props.describedBy}
      disabled={props.disabled}
      placeholder={props.placeholder}
      value={draft ?? (value === undefined ? "" : String(value))}
      onChange={(event) => {
        setDraft(event.target.value)
        const next = readNumber(event.target.value)
        if (isInRange(next, min, max) && next === clampToStep(next, min, max, step)) onChange(next)
      }}
      onBlur={settle}
      onKeyDown={onKeyDown}
      className={classNames(fieldClass, "figures h-7 px-2 text-right text-sm", props.className)}
    />
  )
}

function stepsOf(event: KeyboardEvent): number {
  const size = event.shiftKey ? 10 : 1
  switch (event.key) {
    case "ArrowUp":
      return size
    case "ArrowDown":
      return -size
    case "PageUp":
      return 10
    case "PageDown":
      return -10
    default:
      return 0
  }
}

function readNumber(text: string): number | undefined {
  const plain = text
    .normalize("NFKC")
    .replace(/[\s_]/g, "")
    .replace(",", ".")
    .replace("。", ".")
    .replace("−", "-")
  const number = Number(plain)
  return plain === "" || !Number.isFinite(number) ? undefined : number
}

function isInRange(value: number | undefined, min: number, max: number): value is number {
  return value !== undefined && value >= min && value <= max
}

/** Rounds to the grid that starts at `min`, free of binary dust (0.1 + 0.2), and keeps it in range. */
function clampToStep(value: number, min: number, max: number, step: number): number {
  const decimals = (String(step).split(".")[1] ?? "").length
  const onGrid = min + Math.round((value - min) / step) * step
  return Number(Math.min(max, Math.max(min, onGrid)).toFixed(decimals))
}
