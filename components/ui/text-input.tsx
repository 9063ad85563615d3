import type { ComponentProps } from "react"
import { classNames } from "./class-names"

/** The look of everything one types into; shared by TextInput, TextArea, NumberInput and Select. */
export const fieldClass =
  "min-w-0 rounded border border-line-control bg-surface text-ink transition-colors hover:border-ink-3 focus-visible:border-accent-strong focus-visible:outline-1 focus-visible:outline-offset-0 disabled:opacity-50 aria-invalid:border-error aria-invalid:outline-error pointer-coarse:min-h-10 pointer-coarse:text-[16px]"

export interface TextInputProps extends ComponentProps<"input"> {
  /** True, or the id of the message that says what is wrong. */
  invalid?: boolean | string
}

/** One line of text. Give it a `<label>`, or `aria-label`. */
export function TextInput({ invalid, className, ...props }: TextInputProps) {
  return (
    <input
      type="text"
      {...props}
      aria-invalid={invalid ? true : undefined}
      aria-describedby={typeof invalid === "string" ? invalid : props["aria-describedby"]}
      className={classNames(fieldClass, "h-8 px-2.5 text-sm", className)}
    />
  )
}
