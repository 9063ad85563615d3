"use client"

import { useQuery, useQueryClient } from "@tanstack/react-query"
import { TriangleAlert } from "lucide-react"
import { useEffect } from "react"
import { useTranslations } from "use-intl"
import { useBudgetText } from "#components/settings/budgets-text"
import { myBudgetQuery } from "#lib/client/api/my-budget"
import { budgetLines, nearLimit, tightest } from "#lib/domain/budget"

/** How far the budget is used, once that is worth knowing; read again whenever something has been run. */
export function BudgetNote({ isRunning }: { isRunning: boolean }) {
  const t = useTranslations("budget")
  const text = useBudgetText()
  const client = useQueryClient()
  const { data } = useQuery(myBudgetQuery())
  useEffect(() => {
    if (!isRunning) void client.invalidateQueries({ queryKey: myBudgetQuery().queryKey })
  }, [isRunning, client])
  const line = data && tightest(budgetLines(data.budget, data.used))
  if (!line || line.share < nearLimit) return null
  const { period, measure, limit, used, share } = line
  const about = {
    name: text.name(line),
    used: text.amount(measure, used),
    limit: text.amount(measure, limit),
  }
  return (
    <p role="status" className="figures mt-1 flex items-start gap-1.5 text-2xs text-ink-2">
      <TriangleAlert aria-hidden size={12} className="mt-0.5 shrink-0 text-warn" />
      {share >= 1
        ? t("gone", { ...about, at: text.moment(data.resets[period]) })
        : t("near", { ...about, percent: text.percent(share) })}
    </p>
  )
}
