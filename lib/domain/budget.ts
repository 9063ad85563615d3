import type { Budget, Used } from "#lib/domain/budget-schema"

export type { Budget, MyBudget, Used } from "#lib/domain/budget-schema"

export const periods = ["day", "month"] as const
export type Period = (typeof periods)[number]
export const measures = ["requests", "tokens", "cost"] as const
export type Measure = (typeof measures)[number]
export type Amounts = Record<Measure, number>

/** From this share of a limit on, the person is told. */
export const nearLimit = 0.8

export const nothingUsed = (): Used => ({
  day: { requests: 0, tokens: 0, cost: 0 },
  month: { requests: 0, tokens: 0, cost: 0 },
})

/**
 * The name of the period that a moment lies in: days and calendar months of UTC, so that all nodes, whatever their
 * clock's zone, count into the same one, and no day has 23 or 25 hours.
 */
export function periodKey(period: Period, at: number): string {
  return new Date(at).toISOString().slice(0, period === "day" ? 10 : 7)
}

/** When the period that a moment lies in is over, epoch ms. */
export function resetsAt(period: Period, at: number): number {
  const date = new Date(at)
  return period === "day"
    ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 1)
    : Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
}

export const isUnlimited = (budget: Budget): boolean =>
  periods.every((period) => measures.every((measure) => budget[period][measure] === undefined))

/** One limit of a budget, and how far it is used: 1 is all of it. */
export interface BudgetLine {
  period: Period
  measure: Measure
  limit: number
  used: number
  share: number
}

/** Every limit of a budget in a fixed order. */
export function budgetLines(budget: Budget, used: Used): BudgetLine[] {
  return periods.flatMap((period) =>
    measures.flatMap((measure) => {
      const limit = budget[period][measure]
      if (limit === undefined) return []
      const amount = used[period][measure]
      return { period, measure, limit, used: amount, share: limit === 0 ? 1 : amount / limit }
    }),
  )
}

/** The limit that is used most, the longer period where two are equal: it stands in the way for longer. */
export function tightest(lines: BudgetLine[]): BudgetLine | undefined {
  return lines.reduce<BudgetLine | undefined>(
    (most, line) => (most === undefined || line.share >= most.share ? line : most),
    undefined,
  )
}

/** Why one more request is too much: the limit that lasts longest of those that are used up. */
export function exhausted(budget: Budget, used: Used): BudgetLine | undefined {
  return budgetLines(budget, used).findLast((line) => line.used >= line.limit)
}
