import type { ComponentProps } from "react"
import { classNames } from "./class-names"

export interface SwitchProps extends Omit<ComponentProps<"button">, "onChange" | "role"> {
  checked: boolean
  onChange: (checked: boolean) => void
  /** Accessible name; leave it out only when a `<label htmlFor>` names it. */
  label?: string
}

/** On or off, with effect at once. */
export function Switch({ checked, onChange, label, className, ...props }: SwitchProps) {
  return (
    <button
      type="button"
      {...props}
      role="switch"
      aria-checked={checked}
      aria-label={label}
      onClick={() => onChange(!checked)}
      className={classNames(
        "group inline-flex h-5 shrink-0 items-center justify-center pointer-coarse:min-h-10 pointer-coarse:min-w-10 disabled:opacity-50",
        className,
      )}
    >
      <span className="relative h-4 w-7 rounded-full border border-line-control bg-sunken transition-colors group-aria-checked:border-accent-strong group-aria-checked:bg-accent">
        <span className="absolute top-0.5 left-0.5 size-2.5 rounded-full bg-ink-3 transition-transform group-aria-checked:translate-x-3 group-aria-checked:bg-on-accent" />
      </span>
    </button>
  )
}
