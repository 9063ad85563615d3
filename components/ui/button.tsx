import type { ComponentProps } from "react"
import { classNames } from "./class-names"
import { Spinner } from "./spinner"

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger"
export type ButtonSize = "sm" | "md"

const base =
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded font-medium transition-colors pointer-coarse:min-h-10 disabled:opacity-50 aria-disabled:opacity-50"

const variants: Record<ButtonVariant, string> = {
  primary: "bg-accent text-on-accent enabled:hover:bg-accent-hover [a&]:hover:bg-accent-hover",
  secondary:
    "border border-line-strong bg-surface text-ink enabled:hover:border-line-control enabled:hover:bg-hover [a&]:hover:bg-hover enabled:active:bg-active aria-pressed:border-accent-strong aria-pressed:bg-accent-soft aria-pressed:text-accent-ink aria-expanded:bg-active",
  ghost:
    "text-ink-2 enabled:hover:bg-hover enabled:hover:text-ink [a&]:hover:bg-hover enabled:active:bg-active aria-pressed:bg-accent-soft aria-pressed:text-accent-ink aria-expanded:bg-active aria-expanded:text-ink",
  danger:
    "border border-line-strong bg-surface text-error enabled:hover:border-error enabled:hover:bg-error-soft",
}

const sizes: Record<ButtonSize, string> = {
  sm: "h-7 px-2 text-xs",
  md: "h-8 px-3 text-sm",
}

/** The look of a button, for links that act as one: `<Link className={buttonClass({variant: "primary"})}>`. */
export function buttonClass(look: { variant?: ButtonVariant; size?: ButtonSize; className?: string } = {}) {
  return classNames(base, variants[look.variant ?? "secondary"], sizes[look.size ?? "md"], look.className)
}

export interface ButtonProps extends ComponentProps<"button"> {
  /** `primary` once per view; `secondary` by default. */
  variant?: ButtonVariant
  size?: ButtonSize
  /** Shows a spinner and refuses clicks while something is on its way; the button keeps focus and width. */
  busy?: boolean
}

/** A button with a word on it. For an icon alone take IconButton. Every prop of `<button>` goes through. */
export function Button({ variant, size, busy, className, children, onClick, ...props }: ButtonProps) {
  return (
    <button
      type="button"
      {...props}
      aria-busy={busy || undefined}
      aria-disabled={busy || props["aria-disabled"]}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={buttonClass({ variant, size, className })}
    >
      {busy ? <Spinner size={14} /> : null}
      {children}
    </button>
  )
}
