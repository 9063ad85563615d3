import type { ReactNode } from "react"
import { classNames } from "./class-names"

/** Nothing here yet: what would be, and the next step. */
export function EmptyState(props: {
  icon?: ReactNode
  title: string
  children?: ReactNode
  actions?: ReactNode
  className?: string
}) {
  return (
    <div
      className={classNames(
        "mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-12 text-center",
        props.className,
      )}
    >
      {props.icon ? <div className="mb-1 text-ink-3">{props.icon}</div> : null}
      <p className="font-medium text-base text-ink">{props.title}</p>
      {props.children ? <div className="text-pretty text-ink-2 text-sm">{props.children}</div> : null}
      {props.actions ? (
        <div className="mt-3 flex flex-wrap items-center justify-center gap-2">{props.actions}</div>
      ) : null}
    </div>
  )
}
