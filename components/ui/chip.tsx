import { X } from "lucide-react"
import type { ComponentProps, ReactNode } from "react"
import { classNames } from "./class-names"

const look =
  "inline-flex h-6 shrink-0 select-none items-center gap-1 whitespace-nowrap rounded-full border px-2.5 text-xs transition-colors pointer-coarse:min-h-10"

export interface ChipProps extends ComponentProps<"button"> {
  /** Undefined: a chip that does something; true or false: one that is on or off. */
  selected?: boolean
}

/** A small round button: a suggestion to take ("chat 1.3"), or a filter that is on or off. */
export function Chip({ selected, className, ...props }: ChipProps) {
  return (
    <button
      type="button"
      aria-pressed={selected}
      {...props}
      className={classNames(
        look,
        "border-line-strong text-ink-2 hover:border-line-control hover:text-ink disabled:opacity-50",
        "aria-pressed:border-accent-strong aria-pressed:bg-accent-soft aria-pressed:text-accent-ink",
        className,
      )}
    />
  )
}

/** A chip that stands for something set, with a cross that takes it away; `removeLabel` names the cross. */
export function RemovableChip(props: {
  children: ReactNode
  onRemove: () => void
  removeLabel: string
  className?: string
}) {
  return (
    <span
      className={classNames(look, "border-transparent bg-accent-soft pr-1 text-accent-ink", props.className)}
    >
      <span className="max-w-56 truncate">{props.children}</span>
      <button
        type="button"
        aria-label={props.removeLabel}
        onClick={props.onRemove}
        className="inline-flex size-4.5 items-center justify-center rounded-full hover:bg-active pointer-coarse:size-9"
      >
        <X aria-hidden size={12} />
      </button>
    </span>
  )
}
