import { createHash, randomBytes, randomUUID } from "node:crypto"
import type { ReviewPolicy } from "#lib/domain/review"
import { duePeriods, type ReviewPeriod, sampleSize } from "#lib/domain/review-period"
import type { DrawnSample, FlaggedRuns, ReviewStore } from "#lib/server/store/review-ports"

export interface DrawDeps {
  reviews: Pick<ReviewStore, "policy" | "drawnUntil" | "candidates" | "unsampled" | "keep">
  flagged: FlaggedRuns
  now: () => number
  seed?: () => string
}

const runsAtOnce = 2000
const dayMs = 86_400_000

/**
 * Draws out of each period that is over, once: also after a restart, out of those that ended while nothing ran, and
 * however many nodes try. Answers how many samples this call has kept.
 */
export async function drawDueSamples(deps: DrawDeps, signal?: AbortSignal): Promise<number> {
  const policy = await deps.reviews.policy()
  if (!policy.on || policy.updatedAt === null) return 0
  const now = deps.now()
  // Not before it was last set: what went by while it was off is not made up for.
  const since = Math.max((await deps.reviews.drawnUntil(now)) ?? 0, policy.updatedAt)
  let kept = 0
  for (const period of duePeriods(policy.period, since, now)) {
    if (signal?.aborted) break
    if (await deps.reviews.keep(await draw(period, policy, deps))) kept++
  }
  return kept
}

/** Draws at once, out of the runs of so many days until now that are in no sample yet. */
export async function drawSampleNow(
  days: number,
  deps: DrawDeps,
): Promise<{ sampled: number; runs: number }> {
  const to = deps.now()
  const sample = await draw(
    { id: `now-${randomUUID()}`, from: to - days * dayMs, to },
    await deps.reviews.policy(),
    deps,
  )
  if (sample.items.length > 0) await deps.reviews.keep(sample)
  return { sampled: sample.items.length, runs: sample.runs }
}

/** The flagged runs of a period, then others by chance: those whose ids hash lowest together with the seed. */
async function draw(period: ReviewPeriod, policy: ReviewPolicy, deps: DrawDeps): Promise<DrawnSample> {
  const seed = deps.seed?.() ?? randomBytes(16).toString("hex")
  const rank = (runId: string): string => createHash("sha256").update(`${seed} ${runId}`).digest("hex")
  const inOrder = (ids: string[]) =>
    ids
      .map((id) => ({ id, rank: rank(id) }))
      .sort((a, b) => (a.rank < b.rank ? -1 : 1))
      .map(({ id }) => id)

  const flagged = inOrder(
    await deps.reviews.unsampled([...new Set(await deps.flagged.flaggedIn(period.from, period.to))]),
  )
  const isFlagged = new Set(flagged)
  let runs = 0
  let chosen: string[] = []
  let after: { endedAt: number; id: string } | undefined
  do {
    const portion = await deps.reviews.candidates(period, runsAtOnce, after)
    after = portion.length < runsAtOnce ? undefined : portion.at(-1)
    const others = portion.map(({ id }) => id).filter((id) => !isFlagged.has(id))
    runs += others.length
    // Never more in memory than could be wanted.
    chosen = inOrder([...chosen, ...others]).slice(0, policy.atMost)
  } while (after)

  const size = sampleSize(policy, { runs, flagged: flagged.length })
  const items = [
    ...flagged.map((runId) => ({ runId, flagged: true })),
    ...chosen.map((runId) => ({ runId, flagged: false })),
  ].slice(0, size)
  return { ...period, seed, drawnAt: deps.now(), runs: runs + flagged.length, items }
}
