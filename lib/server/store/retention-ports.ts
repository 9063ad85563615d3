import type { Variant } from "#lib/domain/batch"
import type { RunDetail } from "#lib/domain/history"
import type { Going, RetentionPolicy, RetentionRun } from "#lib/domain/retention"
import type { RunState } from "#lib/domain/run"

/** Which runs have had their time: those that ended before this moment. */
export interface OldRuns {
  kind: "text" | "image"
  before: number
  keepStarred: boolean
}

/** A run in full, as it is exported before it goes. */
export interface WholeRun {
  id: string
  batchId: string
  personId: string
  kind: "text" | "image"
  connectionName: string
  model: string
  createdAt: number
  finishedAt: number
  starred: boolean
  variant: Variant
  run: RunState
  request: RunDetail["request"] | null
  /** All that it has made and that is still known, also in earlier tries. */
  images: { sha256: string; width: number; height: number; seed: number | null }[]
}

/** A run of the job as it stands. */
export type RetentionProgress = Pick<RetentionRun, "status" | "gone" | "failure">

export interface RetentionStore {
  policy(): Promise<RetentionPolicy>
  setPolicy(policy: RetentionPolicy, by: { personId: string; now: number }): Promise<void>
  /** How many runs have had their time; `bytes` of their texts, about. */
  countOld(old: OldRuns): Promise<Going>
  /** Images of runs that have had their time, as far as `limit` goes. */
  oldImages(old: OldRuns, limit: number): Promise<{ personId: string; sha256: string }[]>
  /** Some runs that have had their time, the oldest first. */
  oldRuns(old: OldRuns, limit: number): Promise<WholeRun[]>
  /** Destroys those of these runs that still have had their time, and batches that are empty then; how many runs. */
  destroy(ids: string[], old: OldRuns): Promise<number>

  /**
   * Begins a run of the job. False when one is under way somewhere, or when the one of that `night` has been done; one
   * whose lease is over has died (`lost`), and another may begin.
   */
  begin(run: { id: string; night: string | null; now: number; leaseUntil: number }): Promise<boolean>
  /** Notes how far it is, and that it lives. */
  beat(id: string, progress: RetentionProgress, leaseUntil: number): Promise<void>
  end(id: string, progress: RetentionProgress, now: number): Promise<void>
  /** Newest first. */
  runs(limit: number): Promise<RetentionRun[]>
}
