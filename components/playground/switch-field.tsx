"use client"

import { Switch } from "#components/ui/switch"
import { FieldHead, type FieldProps } from "./field-head"

/** Yes or no; both are sent. */
export function SwitchField({ value, ...props }: FieldProps & { value: boolean }) {
  return (
    <FieldHead {...props}>
      <Switch label={props.label} checked={value} aria-describedby={props.noteId} onChange={props.onChange} />
    </FieldHead>
  )
}
