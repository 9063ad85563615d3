import { CircleAlert, TriangleAlert } from "lucide-react"
import type { ReactNode } from "react"
import { classNames } from "./class-names"

/**
 * What happened, what to do, and the buttons to do it. Takes finished sentences (see useErrorText in
 * components/shell/error-text.tsx). Announced as it appears, unless `quiet`.
 */
export function ErrorCard(props: {
  title: string
  hint?: string
  /** Small print, for instance the request id. */
  detail?: ReactNode
  actions?: ReactNode
  /** `warn` for a state that is no fault: limit hit, cut off. */
  tone?: "error" | "warn"
  quiet?: boolean
  /** A line instead of a card, where many stand side by side and the title is said beside it. */
  compact?: boolean
  className?: string
}) {
  const isWarning = props.tone === "warn"
  const Icon = isWarning ? TriangleAlert : CircleAlert
  if (props.compact)
    return (
      <div className={classNames("flex flex-wrap items-center gap-2 text-ink-2 text-xs", props.className)}>
        {props.hint ? <p className="text-pretty">{props.hint}</p> : null}
        {props.actions}
      </div>
    )
  return (
    <div
      role={props.quiet ? undefined : "alert"}
      className={classNames(
        "flex gap-2.5 rounded px-3 py-2.5 text-sm",
        isWarning ? "bg-warn-soft" : "bg-error-soft",
        props.className,
      )}
    >
      <Icon
        aria-hidden
        size={16}
        className={classNames("mt-0.5 shrink-0", isWarning ? "text-warn" : "text-error")}
      />
      <div className="min-w-0 flex-1">
        <p className="font-medium text-ink">{props.title}</p>
        {props.hint ? <p className="mt-0.5 text-pretty text-ink-2">{props.hint}</p> : null}
        {props.detail ? <div className="mt-1 break-words text-2xs text-ink-2">{props.detail}</div> : null}
        {props.actions ? <div className="mt-2 flex flex-wrap gap-2">{props.actions}</div> : null}
      </div>
    </div>
  )
}
