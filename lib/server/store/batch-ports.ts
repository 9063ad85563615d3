import type { CacheMode } from "#lib/domain/answer-cache"
import type { PlannedRun, Variant } from "#lib/domain/batch"
import type { Check } from "#lib/domain/check-schema"
import type { BatchDetail, BatchesPage, ChangeBatch } from "#lib/domain/history"
import type { Setup } from "#lib/domain/setup-schema"

/** What the store keeps about batches; a part of `Store`. */

/** A run to be written as `queued`. */
export interface NewRun extends PlannedRun {
  id: string
  variant: Variant
  connectionName: string
}

/** What a batch may be given beside its runs. */
export interface BatchSettings {
  /** US dollars. */
  costCeiling?: number
  checks?: Check[]
  setup?: Setup
}

export interface NewBatch extends BatchSettings {
  id: string
  personId: string
  kind: "text" | "image"
  concurrency: number
  variants: Variant[]
  createdAt: number
}

/** A batch as the engine needs it: not its variants and its setup, which can be large. */
export interface StoredBatch {
  id: string
  personId: string
  kind: "text" | "image"
  concurrency: number
  createdAt: number
  finishedAt: number | null
  costCeiling?: number
  /** For the runs that come from now on. */
  checks: Check[]
}

export interface BatchStore {
  /**
   * Writes a batch and its runs in one transaction. `created: false` when a batch of that id is already there
   * (nothing is written then): the caller decides whether it is the same person's. The first `claimed` runs, which
   * start at once, are claimed for the lease's node in the same transaction: a commit less before they are sent.
   */
  create(
    batch: NewBatch,
    runs: NewRun[],
    lease: { node: string; until: number },
    claimed?: number,
  ): Promise<{ created: boolean }>
  /**
   * Adds runs (and their variants, at the end) to a batch and opens it again. `variantIndex` of `runs` counts within
   * `variants`; the answer has their places in the batch, and is empty when these runs are there already. Its cost
   * ceiling is the batch's from now on (none: none), checks and setup are where they are given.
   */
  join<R extends NewRun>(
    batchId: string,
    joined: { variants: Variant[] } & BatchSettings,
    runs: R[],
    lease: { node: string; until: number },
  ): Promise<R[]>
  get(id: string, personId: string): Promise<StoredBatch | undefined>
  /** True when it is this person's and not all of its runs were deleted. */
  isOwned(id: string, personId: string): Promise<boolean>
  /** What a batch with a cost ceiling has cost so far, on all nodes, deleted runs and replaced tries too. */
  spending(id: string): Promise<{ ceiling: number; spent: number } | undefined>
  /** How its setup has runs use the cache; a batch without one is taken at its most careful: `off`. */
  cacheMode(id: string): Promise<CacheMode>
  /** History by batch, newest first. `cursor` is opaque. */
  list(personId: string, page: { limit: number; cursor?: string }): Promise<BatchesPage>
  /** A batch in full, its runs by variant, row and sample. */
  detail(id: string, personId: string): Promise<BatchDetail | undefined>
  /**
   * Changes all runs of a batch together. False when there is nothing to change for this person. Nothing is deleted
   * while one of them is under way: `BracketError("conflict")`.
   */
  change(id: string, personId: string, change: ChangeBatch, now: number): Promise<boolean>
  finish(id: string, at: number): Promise<void>
  /** The ids of a person's batches that have not ended. */
  unfinished(personId: string): Promise<string[]>
}
