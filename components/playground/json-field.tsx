"use client"

import { type ReactNode, useId } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { classNames } from "#components/ui/class-names"
import { TextArea } from "#components/ui/text-area"
import { type JsonProblem, maxTools } from "#lib/domain/tools"

interface JsonFieldProps {
  label: string
  note: string
  placeholder: string
  value: string
  problem: JsonProblem | undefined
  /** Why it would act nowhere just now. */
  warning?: string
  /** Offered while nothing is written. */
  action?: ReactNode
  onChange: (text: string) => void
}

/** JSON that a person writes: what is wrong with it stands below, where it is wrong. */
export function JsonField(props: JsonFieldProps) {
  const { label, note, placeholder, value, problem, warning, action, onChange } = props
  const t = useTranslations("request")
  const say = useJsonProblem()
  const id = useId()
  const pretty = problem || value.trim() === "" ? undefined : JSON.stringify(JSON.parse(value), null, 2)
  return (
    <div>
      <div className="mb-1 flex h-7 items-center justify-between gap-2">
        <label htmlFor={id} className="font-medium text-ink-2 text-xs">
          {label}
        </label>
        {value.trim() === "" ? action : null}
        {pretty === undefined || pretty === value ? null : (
          <Button variant="ghost" size="sm" onClick={() => onChange(pretty)}>
            {t("format")}
          </Button>
        )}
      </div>
      <TextArea
        id={id}
        value={value}
        rows={3}
        spellCheck={false}
        placeholder={placeholder}
        invalid={problem ? `${id}note` : false}
        aria-describedby={`${id}note`}
        onChange={(event) => onChange(event.target.value)}
        autoGrow
        className="block max-h-80 font-mono text-xs leading-5"
      />
      <p
        id={`${id}note`}
        className={classNames("mt-1 text-xs", problem ? "text-error" : warning ? "text-warn" : "text-ink-3")}
      >
        {problem ? say(problem) : (warning ?? note)}
      </p>
    </div>
  )
}

/** Returns the function that says what is wrong with JSON. */
function useJsonProblem(): (problem: JsonProblem) => string {
  const t = useTranslations("request.problems")
  return (problem) => {
    switch (problem.problem) {
      case "not_json":
        return t("not_json", { line: problem.line, column: problem.column })
      case "not_object":
        return t("not_object")
      case "too_many":
        return t("too_many", { max: maxTools })
      case "same_name":
      case "reserved":
        return t(problem.problem, { name: problem.name })
      default:
        // In a list of one, and at the top, the place begins with a dot.
        return t(problem.problem, { place: problem.place.replace(/^\./, "") })
    }
  }
}
