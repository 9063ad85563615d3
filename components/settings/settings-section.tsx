import type { ReactNode } from "react"

/** One section of the settings page; its id is the anchor of the list beside it. */
export function SettingsSection(props: { id: string; title: string; lead?: string; children: ReactNode }) {
  return (
    <section
      aria-labelledby={`${props.id}-title`}
      id={props.id}
      className="scroll-mt-4 border-b py-8 last:border-b-0"
    >
      <h2 id={`${props.id}-title`} className="text-base">
        {props.title}
      </h2>
      {props.lead ? <p className="mt-1 max-w-measure text-ink-2 text-sm">{props.lead}</p> : null}
      <div className="mt-4">{props.children}</div>
    </section>
  )
}

/** A line of a section: its name, perhaps a hint, and the control or value. */
export function SettingsLine(props: { name: string; hint?: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-2 py-3 first:pt-0 sm:grid-cols-[14rem_1fr]">
      <div>
        <p className="font-medium text-sm">{props.name}</p>
        {props.hint ? <p className="mt-0.5 text-pretty text-ink-2 text-xs">{props.hint}</p> : null}
      </div>
      <div className="min-w-0 text-sm">{props.children}</div>
    </div>
  )
}
