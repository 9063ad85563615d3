"use client"

import { useTranslations } from "use-intl"
import { CheckMark } from "#components/checks/check-mark"
import { JudgeMark } from "#components/judging/judge-mark"
import type { Judgement } from "#lib/domain/judgement"

/** What was thought of an output and how its checks went, at rest: "★ 4 · winner · 2/3". */
export function RunMarks({ judgement }: { judgement: Judgement }) {
  const t = useTranslations("checks")
  const checks = judgement.checks ?? []
  const passed = checks.filter((result) => result.passed === true).length
  const hasFailed = checks.some((result) => result.passed === false)
  const isUnknown = checks.some((result) => result.passed === null)
  return (
    <>
      <JudgeMark judgement={judgement} />
      {checks.length === 0 ? null : (
        <span className="inline-flex shrink-0 items-center gap-1 text-ink-2">
          <CheckMark outcome={hasFailed ? "failed" : isUnknown ? "unknown" : "passed"} />
          <span aria-hidden>{`${passed}/${checks.length}`}</span>
          <span className="sr-only">{t("summary", { passed, total: checks.length })}</span>
        </span>
      )}
    </>
  )
}
