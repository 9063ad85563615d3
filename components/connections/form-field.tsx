"use client"

import type { ReactNode } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import { TextInput, type TextInputProps } from "#components/ui/text-input"
import { useConnectionForm } from "./form-context"

/** What the control of a field needs to be named, marked and described. */
export interface ControlProps {
  id: string
  invalid: string | false
  "aria-describedby": string | undefined
}

/** A labelled field of a connection's form, with its hint, or with what is wrong with it. */
export function FormField(props: {
  /** As the API names it: `baseUrl`, `credential.key`. */
  field: string
  label: string
  hint?: ReactNode
  className?: string
  children: (control: ControlProps) => ReactNode
}) {
  const { idOf, problems } = useConnectionForm()
  const t = useTranslations("connections.problems")
  const id = idOf(props.field)
  const problem = problems[props.field]
  const control = {
    id,
    invalid: problem ? `${id}-problem` : (false as const),
    "aria-describedby": props.hint ? `${id}-hint` : undefined,
  }
  return (
    <div className={classNames("flex min-w-0 flex-col gap-1", props.className)}>
      <label htmlFor={id} className="text-sm">
        {props.label}
      </label>
      {props.children(control)}
      {problem ? (
        <p id={`${id}-problem`} role="alert" className="text-pretty text-error text-xs">
          {t(problem.code, problem.values)}
        </p>
      ) : props.hint ? (
        <p id={`${id}-hint`} className="text-pretty text-ink-2 text-xs">
          {props.hint}
        </p>
      ) : null}
    </div>
  )
}

/** A field of one line of text. */
export function TextField({
  field,
  label,
  hint,
  value,
  onChange,
  className,
  ...input
}: Omit<TextInputProps, "onChange" | "value" | "id"> & {
  field: string
  label: string
  hint?: ReactNode
  value: string
  onChange: (value: string) => void
}) {
  return (
    <FormField field={field} label={label} hint={hint} className={className}>
      {(control) => (
        <TextInput
          autoComplete="off"
          spellCheck={false}
          {...input}
          {...control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className="w-full"
        />
      )}
    </FormField>
  )
}

/** A part of the form under a heading of its own. */
export function FormGroup(props: { title: string; lead?: string; children: ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 border-t pt-3 first:border-t-0 first:pt-0">
      <legend className="float-left w-full font-medium text-sm">{props.title}</legend>
      {props.lead ? <p className="-mt-2 text-pretty text-ink-2 text-xs">{props.lead}</p> : null}
      {props.children}
    </fieldset>
  )
}
