import type {
  ReviewDetail,
  ReviewFilter,
  ReviewItem,
  ReviewMark,
  ReviewPage,
  ReviewPolicy,
} from "#lib/domain/review"
import type { ReviewPeriod } from "#lib/domain/review-period"
import type { ReviewStatistics } from "#lib/domain/review-statistics"

/** Runs that something has marked as suspicious: they come into a sample first. `from` belongs to it, `to` does not. */
export interface FlaggedRuns {
  flaggedIn(from: number, to: number): Promise<string[]>
}

/** A sample to be kept: its period, and the runs in the order in which they are to be looked at. */
export interface DrawnSample extends ReviewPeriod {
  /** By which the runs were chosen: the same seed chooses the same ones. */
  seed: string
  drawnAt: number
  /** Out of how many. */
  runs: number
  items: { runId: string; flagged: boolean }[]
}

/** Samples of runs, and what reviewers say about them. */
export interface ReviewStore {
  policy(): Promise<ReviewPolicy & { updatedAt: number | null }>
  setPolicy(policy: ReviewPolicy, by: { personId: string; now: number }): Promise<void>
  /** Up to when samples were drawn, as far as that is over; undefined when none was. Samples on demand do not count. */
  drawnUntil(now: number): Promise<number | undefined>
  /** Succeeded runs that ended in this time and are in no sample yet, in portions; `after` is the last one's place. */
  candidates(
    period: Pick<ReviewPeriod, "from" | "to">,
    limit: number,
    after?: { endedAt: number; id: string },
  ): Promise<{ endedAt: number; id: string }[]>
  /** Those of these runs that are there, have ended and are in no sample yet. */
  unsampled(runIds: string[]): Promise<string[]>
  /** Keeps a sample; false when one of this period is there already: another node was faster. */
  keep(sample: DrawnSample): Promise<boolean>
  /** Newest sample first, flagged ones first in each; `cursor` is opaque. */
  items(filter: ReviewFilter, page: { limit: number; cursor?: string }): Promise<ReviewPage>
  countOpen(): Promise<number>
  detail(id: string): Promise<ReviewDetail | undefined>
  /** Undefined when there is no such item. Throws `BracketError("conflict")` when somebody has marked it meanwhile. */
  mark(id: string, mark: ReviewMark, by: { personId: string; now: number }): Promise<ReviewItem | undefined>
  /** In whose folder an image lies that an item shows; undefined when it shows no such image. */
  imageOwner(id: string, sha256: string): Promise<string | undefined>
  /** Of samples whose period ended after this moment. */
  statistics(after: number): Promise<ReviewStatistics>
}
