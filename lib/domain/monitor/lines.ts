import type { PlanQuota } from "#lib/domain/connection-parts"

/** The lines that figures are held against. */
export const ttftLineMs = 2_000
export const errorLine = 0.05
export const quotaLine = 0.8

/** How many requests per second a plan allows; null where it does not say. */
export function quotaPerSecond({ requestsPerSecond, requestsPerMinute }: PlanQuota): number | null {
  const rates = [requestsPerSecond, requestsPerMinute === undefined ? undefined : requestsPerMinute / 60]
  const known = rates.filter((rate) => rate !== undefined)
  return known.length === 0 ? null : Math.min(...known)
}
