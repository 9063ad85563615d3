import * as z from "zod/mini"
import type { Verdict, ViolationCategory } from "#lib/domain/review"

const counts = { open: z.int(), fine: z.int(), violation: z.int() }
const countsSchema = z.object(counts)
export type ReviewCounts = z.infer<typeof countsSchema>

const namedCounts = z.extend(countsSchema, { key: z.string(), name: z.nullable(z.string()) })
export type NamedCounts = z.infer<typeof namedCounts>

/** Answer of `GET /api/review/statistics`. */
export const reviewStatisticsSchema = z.object({
  /** Newest first. `runs`: out of how many the sample was drawn. */
  periods: z.array(
    z.extend(countsSchema, {
      id: z.string(),
      from: z.int(),
      to: z.int(),
      runs: z.int(),
      flagged: z.int(),
    }),
  ),
  /** Taken by chance: only these say something about all runs. */
  random: countsSchema,
  flagged: countsSchema,
  models: z.array(namedCounts),
  reviewers: z.array(namedCounts),
  /** Of violations. */
  categories: z.array(z.object({ key: z.string(), count: z.int() })),
})
export type ReviewStatistics = z.infer<typeof reviewStatisticsSchema>

/** How many items agree in all of these. */
export interface ReviewTally {
  periodId: string
  flagged: boolean
  model: string
  verdict: Verdict
  category: ViolationCategory | null
  reviewer: { id: string; name: string | null } | null
  count: number
}

/** Adds tallies up in every way that they are looked at. */
export function reviewStatistics(
  periods: { id: string; from: number; to: number; runs: number }[],
  tallies: ReviewTally[],
): ReviewStatistics {
  const inPeriod = Map.groupBy(tallies, ({ periodId }) => periodId)
  const violations = tallies.filter(({ verdict }) => verdict === "violation")
  return {
    periods: periods.map((period) => {
      const items = inPeriod.get(period.id) ?? []
      return { ...period, ...countsOf(items), flagged: sum(items.filter(({ flagged }) => flagged)) }
    }),
    random: countsOf(tallies.filter(({ flagged }) => !flagged)),
    flagged: countsOf(tallies.filter(({ flagged }) => flagged)),
    models: named(tallies, ({ model }) => ({ key: model, name: model })),
    reviewers: named(tallies, ({ reviewer }) => reviewer && { key: reviewer.id, name: reviewer.name }),
    categories: [...Map.groupBy(violations, ({ category }) => category ?? "other")]
      .map(([key, items]) => ({ key, count: sum(items) }))
      .sort((a, b) => b.count - a.count),
  }
}

const sum = (tallies: ReviewTally[]): number => tallies.reduce((total, { count }) => total + count, 0)

function countsOf(tallies: ReviewTally[]): ReviewCounts {
  const of = (verdict: Verdict) => sum(tallies.filter((tally) => tally.verdict === verdict))
  return { open: of("open"), fine: of("fine"), violation: of("violation") }
}

/** The largest first. */
function named(
  tallies: ReviewTally[],
  of: (tally: ReviewTally) => { key: string; name: string | null } | null,
): NamedCounts[] {
  const groups = new Map<string, { name: string | null; items: ReviewTally[] }>()
  for (const tally of tallies) {
    const group = of(tally)
    if (!group) continue
    const known = groups.get(group.key) ?? { name: group.name, items: [] }
    known.items.push(tally)
    groups.set(group.key, known)
  }
  return [...groups]
    .map(([key, { name, items }]) => ({ key, name, ...countsOf(items) }))
    .sort((a, b) => b.fine + b.violation - (a.fine + a.violation) || a.key.localeCompare(b.key))
}

/** For a confidence of 95 %: the normal distribution's 97.5th percentile. */
const z95 = 1.959964

/**
 * Between which shares (0..1) the true one lies with a confidence of 95 %, after so many hits among so many drawn by
 * chance: the score interval of E. B. Wilson ("Probable Inference, the Law of Succession, and Statistical Inference",
 * Journal of the American Statistical Association 22, 1927), which also holds for few draws and for no hit at all.
 * Undefined while nothing was drawn.
 */
export function wilsonInterval(hits: number, drawn: number): { low: number; high: number } | undefined {
  if (drawn === 0) return undefined
  const share = hits / drawn
  const square = z95 * z95
  const middle = (share + square / (2 * drawn)) / (1 + square / drawn)
  const half =
    (z95 / (1 + square / drawn)) * Math.sqrt((share * (1 - share)) / drawn + square / (4 * drawn * drawn))
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}
