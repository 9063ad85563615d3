"use client"

import { type KeyboardEvent, useState } from "react"
import { classNames } from "#components/ui/class-names"
import { fieldClass } from "#components/ui/text-input"
import { typedNumber } from "#lib/client/typed-number"

interface NumberFieldProps {
  label: string
  value: number
  min: number
  max: number
  step: number
  isInvalid: boolean
  describedBy: string
  onChange: (value: number) => void
  className?: string
}

/**
 * A number as text (role spinbutton). Unlike ui/number-input it keeps a value that is out of range: the message
 * beside it says what would be right, and nothing that was typed is changed behind one's back.
 */
export function NumberField({
  label,
  value,
  min,
  max,
  step,
  isInvalid,
  describedBy,
  onChange,
  className,
}: NumberFieldProps) {
  // What is being typed; undefined while the field shows the value itself.
  const [draft, setDraft] = useState<string>()
  const isUnreadable = draft !== undefined && readNumber(draft) === undefined

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const direction = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key]
    if (!direction || event.nativeEvent.isComposing) return
    event.preventDefault()
    setDraft(undefined)
    const decimals = (String(step).split(".")[1] ?? "").length
    const next = value + direction * step * (event.shiftKey ? 10 : 1)
    onChange(Number(Math.min(max, Math.max(min, next)).toFixed(decimals)))
  }
  return (
    <input
      type="text"
      role="spinbutton"
      inputMode={min < 0 ? "text" : Number.isInteger(step) ? "numeric" : "decimal"}
      autoComplete="off"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-invalid={isInvalid || isUnreadable || undefined}
      aria-describedby={describedBy}
      value={draft ?? String(value)}
      onChange={(event) => {
        setDraft(event.target.value)
        const next = readNumber(event.target.value)
        if (next !== undefined) onChange(next)
      }}
      onBlur={() => setDraft(undefined)}
      onKeyDown={onKeyDown}
      className={classNames(fieldClass, "figures h-7 px-2 text-right text-sm", className)}
    />
  )
}

function readNumber(text: string): number | undefined {
  const number = typedNumber(text)
  return number === "wrong" ? undefined : number
}
