import { ChevronDown } from "lucide-react"
import type { ComponentProps } from "react"
import { classNames } from "./class-names"
import { fieldClass } from "./text-input"

export interface SelectProps extends Omit<ComponentProps<"select">, "size" | "multiple"> {
  size?: "sm" | "md"
  /** Without a border until pointed at, for dense rows. */
  plain?: boolean
}

/** A native select (role combobox). Children are `<option>` and `<optgroup>`; className sizes the outer box. */
export function Select({ size = "md", plain, className, children, ...props }: SelectProps) {
  return (
    <span className={classNames("relative inline-flex min-w-0", className)}>
      <select
        {...props}
        className={classNames(
          plain
            ? "min-w-0 rounded border border-transparent bg-transparent text-ink hover:bg-hover pointer-coarse:min-h-10"
            : fieldClass,
          "w-full appearance-none truncate pr-7",
          size === "sm" ? "h-7 pl-2 text-xs" : "h-8 pl-2.5 text-sm",
        )}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden
        size={14}
        className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-ink-3"
      />
    </span>
  )
}
