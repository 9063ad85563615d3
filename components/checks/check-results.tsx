"use client"

import { useTranslations } from "use-intl"
import { buttonClass } from "#components/ui/button"
import { Popover } from "#components/ui/popover"
import { tallyOutput } from "#lib/client/checks"
import type { Check, CheckResult } from "#lib/domain/check-schema"
import { CheckMark, outcomeOf } from "./check-mark"
import { useDescribeCheck } from "./use-describe-check"

export interface CheckResultsProps {
  checks: Check[]
  /** Undefined: not looked at yet. */
  results: CheckResult[] | undefined
}

/** How the checks went on one output, in a word; opens to each of them. Nothing without checks or results. */
export function CheckResults({ checks, results }: CheckResultsProps) {
  const t = useTranslations("checks")
  if (checks.length === 0 || !results) return null
  const { passed, failed, unknown, total } = tallyOutput(checks, results)
  const summary = t("summary", { passed, total })
  return (
    <Popover
      label={t("title")}
      className="w-96 p-0"
      trigger={(trigger) => (
        <button
          type="button"
          {...trigger}
          className={buttonClass({ variant: "ghost", size: "sm", className: "figures -mx-2" })}
        >
          <CheckMark outcome={failed > 0 ? "failed" : unknown > 0 ? "unknown" : "passed"} />
          {summary}
        </button>
      )}
    >
      {() => (
        <ul className="divide-y divide-line">
          {checks.map((check) => (
            <CheckLine
              key={check.id}
              check={check}
              result={results.find(({ checkId }) => checkId === check.id)}
            />
          ))}
        </ul>
      )}
    </Popover>
  )
}

function CheckLine({ check, result }: { check: Check; result: CheckResult | undefined }) {
  const t = useTranslations("checks")
  const describe = useDescribeCheck()
  const outcome = outcomeOf(result?.passed)
  const word = () => {
    if (!result) return t("outcomes.pending")
    if (outcome !== "unknown") return t(`outcomes.${outcome}`)
    return result.reason ? t(`outcomes.${result.reason}`) : t("outcomes.unknown")
  }
  return (
    <li className="flex gap-2 px-3 py-2 text-sm">
      <CheckMark outcome={outcome} className="mt-0.5" />
      <div className="min-w-0">
        <p className="break-words text-ink">{describe(check)}</p>
        <p className="text-ink-2 text-xs">{word()}</p>
        {result?.detail ? (
          <p lang="en" className="mt-0.5 max-h-32 overflow-auto break-words font-mono text-2xs text-ink-2">
            {result.detail}
          </p>
        ) : null}
      </div>
    </li>
  )
}
