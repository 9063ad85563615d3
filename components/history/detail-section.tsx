import { type ReactNode, useId } from "react"

/** A part of a run's page under a small heading, with its own buttons beside it. */
export function DetailSection(props: { title: string; actions?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="min-w-0 py-4">
      <header className="mb-2 flex min-h-7 items-center justify-between gap-2">
        <h3 id={id} className="font-medium text-ink-3 text-xs">
          {props.title}
        </h3>
        <div className="flex items-center gap-1">{props.actions}</div>
      </header>
      {props.children}
    </section>
  )
}
