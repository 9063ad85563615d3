import type { ComponentProps } from "react"
import { classNames } from "./class-names"
import { fieldClass } from "./text-input"

export interface TextAreaProps extends ComponentProps<"textarea"> {
  /** Grows with its text between `rows` and the `max-h-*` that className may set. */
  autoGrow?: boolean
  /** True, or the id of the message that says what is wrong. */
  invalid?: boolean | string
  /** Without a border of its own, where the surroundings already bound it. */
  plain?: boolean
}

/** Several lines of text, set for reading. Enter makes a new line. */
export function TextArea({ autoGrow, invalid, plain, className, ...props }: TextAreaProps) {
  return (
    <textarea
      rows={3}
      {...props}
      aria-invalid={invalid ? true : undefined}
      aria-describedby={typeof invalid === "string" ? invalid : props["aria-describedby"]}
      className={classNames(
        plain ? "min-w-0 bg-transparent text-ink focus-visible:outline-none" : fieldClass,
        "w-full px-3 py-2 text-read",
        autoGrow ? "field-sizing-content resize-none" : "resize-y",
        className,
      )}
    />
  )
}
