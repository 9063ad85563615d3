"use client"

import { useTranslations } from "use-intl"
import { CheckMark, outcomeOf } from "#components/checks/check-mark"
import { useDescribeCheck } from "#components/checks/use-describe-check"
import type { Check, CheckResult } from "#lib/domain/check-schema"

/** How each check went on the answer; one that the comparison asks for no more has its number for a name. */
export function RunChecks({ checks, results }: { checks: Check[]; results: CheckResult[] }) {
  const t = useTranslations("checks")
  const describe = useDescribeCheck()
  return (
    <ul className="flex max-w-measure flex-col gap-2 text-sm">
      {results.map(({ checkId, passed, reason, detail }, index) => {
        const check = checks.find(({ id }) => id === checkId)
        const outcome = outcomeOf(passed)
        return (
          <li key={checkId} className="flex gap-2">
            <CheckMark outcome={outcome} className="mt-0.75" />
            <div className="min-w-0">
              <p className="break-words">
                {check ? describe(check) : t("place", { place: index + 1 })}
                <span className="text-ink-2">{` · ${t(`outcomes.${reason ?? outcome}`)}`}</span>
              </p>
              {detail ? (
                <p lang="en" className="max-h-32 overflow-auto break-words font-mono text-2xs text-ink-2">
                  {detail}
                </p>
              ) : null}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
