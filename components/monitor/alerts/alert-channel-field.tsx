"use client"

import type { ReactNode } from "react"

/** A labelled field with a hint, or with what is wrong in its place. `children` gets the ids to refer to. */
export function AlertChannelField(props: {
  id: string
  label: string
  hint?: string
  problem?: string
  className?: string
  children: (field: { id: string; "aria-describedby": string; invalid: boolean }) => ReactNode
}) {
  const { id, problem } = props
  const noteId = `${id}-note`
  return (
    <div className={props.className}>
      <label htmlFor={id} className="mb-1 block text-sm">
        {props.label}
      </label>
      {props.children({ id, "aria-describedby": noteId, invalid: problem !== undefined })}
      <p
        id={noteId}
        role={problem ? "alert" : undefined}
        className={`mt-1 text-pretty text-xs empty:hidden ${problem ? "text-error" : "text-ink-2"}`}
      >
        {problem ?? props.hint}
      </p>
    </div>
  )
}
