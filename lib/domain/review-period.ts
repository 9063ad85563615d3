import type { ReviewPolicy } from "#lib/domain/review"

const dayMs = 86_400_000

/** A stretch of time out of which a sample is drawn: `from` belongs to it, `to` does not. Epoch ms. */
export interface ReviewPeriod {
  /** `2026-11-29` for a day, `2026-W48` for a week. */
  id: string
  from: number
  to: number
}

/** Most periods that are made up for at once, after Bracket has been off. */
const mostMadeUp = 31

/** The day or the week (from Monday) of UTC that a moment lies in, whatever the clock's zone of a node. */
export function reviewPeriodOf(period: ReviewPolicy["period"], at: number): ReviewPeriod {
  const day = at - (((at % dayMs) + dayMs) % dayMs)
  if (period === "day") return { id: new Date(day).toISOString().slice(0, 10), from: day, to: day + dayMs }
  const monday = day - ((new Date(day).getUTCDay() + 6) % 7) * dayMs
  // A week belongs to the year of its Thursday (ISO 8601).
  const thursday = new Date(monday + 3 * dayMs)
  const week = Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0)) / (7 * dayMs)) + 1
  return {
    id: `${thursday.getUTCFullYear()}-W${String(week).padStart(2, "0")}`,
    from: monday,
    to: monday + 7 * dayMs,
  }
}

/** The periods that are over and out of which nothing was drawn yet, the oldest first. `since`: up to when it was. */
export function duePeriods(period: ReviewPolicy["period"], since: number, now: number): ReviewPeriod[] {
  const due: ReviewPeriod[] = []
  for (let next = reviewPeriodOf(period, since); next.to <= now; next = reviewPeriodOf(period, next.to)) {
    due.push(next)
    if (due.length > mostMadeUp) due.shift()
  }
  return due
}

/** How many of a period's runs are looked at. Flagged ones come first: when they are more than the share, it is as many. */
export function sampleSize(
  { share, atLeast, atMost }: Pick<ReviewPolicy, "share" | "atLeast" | "atMost">,
  { runs, flagged }: { runs: number; flagged: number },
): number {
  return Math.min(atMost, runs + flagged, Math.max(atLeast, flagged, Math.ceil(share * runs)))
}
