"use client"

import { useQuery } from "@tanstack/react-query"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import { Skeleton } from "#components/ui/skeleton"
import { myBudgetQuery } from "#lib/client/api/my-budget"
import { type BudgetLine, budgetLines, nearLimit } from "#lib/domain/budget"
import { useBudgetText } from "./budgets-text"

/** What one may use and has used, limit by limit. */
export function BudgetMeter() {
  const t = useTranslations("budget")
  const text = useBudgetText()
  const { data } = useQuery(myBudgetQuery())
  if (!data) return <Skeleton className="h-10 w-64" />
  const lines = budgetLines(data.budget, data.used)
  return (
    <div className="flex max-w-measure flex-col gap-3">
      {lines.length === 0 ? <p>{t("none")}</p> : null}
      {lines.map((line) => (
        <Meter key={`${line.period} ${line.measure}`} line={line} resets={data.resets[line.period]} />
      ))}
      <p className="figures text-ink-2 text-xs">
        {t("used", { day: text.amounts(data.used.day), month: text.amounts(data.used.month) })}
      </p>
      {lines.length === 0 ? null : <p className="text-ink-2 text-xs">{t("rule")}</p>}
    </div>
  )
}

function Meter({ line, resets }: { line: BudgetLine; resets: number }) {
  const t = useTranslations("budget")
  const text = useBudgetText()
  const share = Math.min(1, line.share)
  const of = t("of", {
    used: text.amount(line.measure, line.used),
    limit: text.amount(line.measure, line.limit),
  })
  return (
    <div>
      <p className="figures flex flex-wrap justify-between gap-x-3 text-xs">
        <span className="font-medium">{text.name(line)}</span>
        <span className="text-ink-2">
          {of} · {t("resets", { at: text.moment(resets) })}
        </span>
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: browsers draw <meter> each in their own way. */}
      <div
        role="meter"
        aria-label={text.name(line)}
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={of}
        className="mt-1 h-1.5 overflow-hidden rounded-full bg-sunken"
      >
        <div className={classNames("h-full", toneOf(line.share))} style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  )
}

function toneOf(share: number): string {
  if (share >= 1) return "bg-error"
  return share >= nearLimit ? "bg-warn" : "bg-accent-strong"
}
