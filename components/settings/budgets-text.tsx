"use client"

import { useMemo } from "react"
import { useFormatter, useTranslations } from "use-intl"
import type { Amounts, BudgetLine, Measure } from "#lib/domain/budget"

export interface BudgetText {
  /** What is limited: "Requests a day". */
  name: (line: Pick<BudgetLine, "period" | "measure">) => string
  amount: (measure: Measure, value: number) => string
  /** All that was used in a period, in a line. */
  amounts: (amounts: Amounts) => string
  percent: (share: number) => string
  moment: (at: number) => string
}

/** Returns the functions that write budgets in the person's language. */
export function useBudgetText(): BudgetText {
  const t = useTranslations("budget")
  const format = useFormatter()
  return useMemo(() => {
    const dollars = (value: number) =>
      format.number(value, {
        style: "currency",
        currency: "USD",
        // Half a cent is something, and no cost is no long row of zeros.
        maximumFractionDigits: value > 0 && value < 1 ? 4 : 2,
      })
    return {
      name: ({ period, measure }) => t(`limits.${period}_${measure}`),
      amount: (measure, value) => (measure === "cost" ? dollars(value) : format.number(value)),
      amounts: ({ requests, tokens, cost }) => t("amounts", { requests, tokens, cost: dollars(cost) }),
      percent: (share) => format.number(share, { style: "percent", maximumFractionDigits: 0 }),
      moment: (at) => format.dateTime(at, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" }),
    }
  }, [t, format])
}
