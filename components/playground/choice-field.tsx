"use client"

import { useTranslations } from "use-intl"
import { Select } from "#components/ui/select"
import { FieldHead, type FieldProps } from "./field-head"

const words = [
  "none",
  "minimal",
  "low",
  "medium",
  "high",
  "xhigh",
  "max",
  "auto",
  "required",
  "text",
  "json_object",
  "json_schema",
  "opaque",
  "transparent",
] as const

/** One of a few words. */
export function ChoiceField({ choices, value, ...props }: FieldProps & { choices: string[]; value: string }) {
  const t = useTranslations("parameters.choices")
  const wordOf = (choice: string) => {
    const word = words.find((known) => known === choice)
    return word ? t(word) : choice
  }
  return (
    <FieldHead {...props}>
      <Select
        size="sm"
        aria-label={props.label}
        aria-describedby={props.noteId}
        aria-invalid={props.isInvalid || undefined}
        value={value}
        onChange={(event) => props.onChange(event.target.value)}
      >
        {choices.includes(value) ? null : <option value={value}>{value}</option>}
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {wordOf(choice)}
          </option>
        ))}
      </Select>
    </FieldHead>
  )
}
