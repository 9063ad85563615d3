import type { ComponentProps, ReactNode } from "react"
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button"
import { classNames } from "./class-names"
import { Tooltip } from "./tooltip"

export interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label" | "children"> {
  /** Accessible name, and the tooltip. */
  label: string
  /** The icon, 16 px. */
  children: ReactNode
  variant?: ButtonVariant
  size?: ButtonSize
  /** A shortcut shown in the tooltip, for instance "S". */
  shortcut?: string
}

/** A square button with an icon, a name and a tooltip. */
export function IconButton({
  label,
  variant = "ghost",
  size = "md",
  shortcut,
  className,
  children,
  ...props
}: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <button
        type="button"
        {...props}
        aria-label={label}
        className={buttonClass({
          variant,
          size,
          className: classNames(
            size === "sm" ? "w-7 px-0!" : "w-8 px-0!",
            "pointer-coarse:min-w-10",
            className,
          ),
        })}
      >
        {children}
      </button>
    </Tooltip>
  )
}
