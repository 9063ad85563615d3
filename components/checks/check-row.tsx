"use client"

import { X } from "lucide-react"
import { useId } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import { IconButton } from "#components/ui/icon-button"
import { type CheckProblem, checkProblem } from "#lib/client/check-problem"
import type { CheckTally } from "#lib/client/checks"
import type { Check } from "#lib/domain/check-schema"
import { jsonErrorPlace } from "#lib/domain/json-error"
import { CheckFields } from "./check-fields"
import { CheckMark, type CheckOutcome } from "./check-mark"
import type { ServerCheckProblem } from "./checks-editor"

interface CheckRowProps {
  check: Check
  /** From 1. */
  place: number
  tally: CheckTally | undefined
  problems: ServerCheckProblem[]
  onChange: (next: Check) => void
  onRemove: () => void
}

/** One check: its fields, what is wrong with it, how it went. */
export function CheckRow({ check, place, tally, problems, onChange, onRemove }: CheckRowProps) {
  const t = useTranslations("checks")
  const messageId = useId()
  const problemText = useCheckProblemText(check)
  const own = checkProblem(check)
  // What the browser sees is at least as fresh as what the server said before.
  const field = own?.field ?? problems[0]?.field
  // What is still empty is asked for, not held against anybody.
  const isAsked = own?.kind === "empty"
  const invalid = !isAsked && (own !== undefined || problems.length > 0)
  return (
    <li data-check={check.id} aria-label={t("place", { place })} className="py-2">
      <div className="flex items-start gap-2">
        <div className="min-w-0 grow">
          <CheckFields
            check={check}
            onChange={onChange}
            invalidField={invalid ? (field ?? "any") : undefined}
            messageId={messageId}
          />
        </div>
        <IconButton label={t("remove", { place })} size="sm" onClick={onRemove}>
          <X aria-hidden size={14} />
        </IconButton>
      </div>
      <div
        id={messageId}
        aria-live="polite"
        className={classNames("mt-1 text-xs empty:hidden", isAsked ? "text-ink-2" : "text-error")}
      >
        {own ? (
          <ProblemText text={problemText(own)} detail={own.kind === "bad_pattern" ? own.reason : undefined} />
        ) : (
          problems.map(({ message }) => (
            <ProblemText key={message} text={t("problems.server")} detail={message} />
          ))
        )}
      </div>
      {tally ? <TallyLine tally={tally} /> : null}
    </li>
  )
}

/** A sentence, and after it what the engine said, in its English. */
function ProblemText({ text, detail }: { text: string; detail?: string }) {
  return (
    <p>
      {text}
      {detail ? (
        <span lang="en" className="ml-1 break-words font-mono text-2xs">
          {detail}
        </span>
      ) : null}
    </p>
  )
}

function TallyLine({ tally }: { tally: CheckTally }) {
  const t = useTranslations("checks.tally")
  const shown = (["passed", "failed", "unknown"] satisfies CheckOutcome[]).filter((key) => tally[key] > 0)
  if (shown.length === 0) return null
  return (
    <p className="figures mt-1 flex flex-wrap gap-x-3 text-ink-2 text-xs">
      {shown.map((outcome) => (
        <span key={outcome} className="inline-flex items-center gap-1">
          <CheckMark outcome={outcome} />
          {t(outcome, { count: tally[outcome] })}
        </span>
      ))}
    </p>
  )
}

function useCheckProblemText(check: Check): (problem: CheckProblem) => string {
  const t = useTranslations("checks.problems")
  return (problem) => {
    switch (problem.kind) {
      case "empty":
        return t(`empty.${problem.field}`)
      case "bad_json":
        return t("bad_json", placeOf(check))
      case "bad_pattern":
      case "not_a_schema":
      case "max_below_min":
        return t(problem.kind)
    }
  }
}

function placeOf(check: Check): { line: number; column: number } {
  return (check.kind === "json_schema" ? jsonErrorPlace(check.schema) : undefined) ?? { line: 1, column: 1 }
}
