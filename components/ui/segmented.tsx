"use client"

import { type ReactNode, useId } from "react"
import { classNames } from "./class-names"

export interface SegmentedOption<Value extends string> {
  value: Value
  label: string
  icon?: ReactNode
  /** Shows the icon alone, always or where the window is narrow; the label stays its accessible name. */
  iconOnly?: boolean | "narrow"
  disabled?: boolean
}

export interface SegmentedProps<Value extends string> {
  /** Accessible name of the group. */
  label: string
  value: Value
  options: SegmentedOption<Value>[]
  onChange: (value: Value) => void
  size?: "sm" | "md"
  className?: string
}

/** One of a few, all visible: native radio buttons, so arrow keys work. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const name = useId()
  return (
    <div
      role="radiogroup"
      aria-label={props.label}
      className={classNames(
        "inline-flex shrink-0 rounded bg-sunken p-0.5 shadow-[inset_0_0_0_1px_var(--line)]",
        props.className,
      )}
    >
      {props.options.map((option) => (
        <label
          key={option.value}
          title={option.iconOnly ? option.label : undefined}
          className={classNames(
            "relative inline-flex flex-auto select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-sm font-medium text-ink-2 transition-colors hover:text-ink pointer-coarse:min-h-9 pointer-coarse:min-w-10",
            "has-checked:bg-raised has-checked:text-ink has-checked:shadow-[0_0_0_1px_var(--line-strong)] has-disabled:opacity-50",
            "has-focus-visible:outline-2 has-focus-visible:outline-accent-strong has-focus-visible:outline-offset-1",
            props.size === "sm" ? "h-6 px-2 text-xs" : "h-7 px-2.5 text-sm",
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === props.value}
            disabled={option.disabled}
            aria-label={option.iconOnly === true ? option.label : undefined}
            onChange={() => props.onChange(option.value)}
            className="absolute inset-0 appearance-none outline-none"
          />
          {option.icon}
          {option.iconOnly === "narrow" ? (
            <span className="max-md:sr-only">{option.label}</span>
          ) : option.iconOnly ? null : (
            option.label
          )}
        </label>
      ))}
    </div>
  )
}
