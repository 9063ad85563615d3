import type { Variant } from "#lib/domain/batch"
import type { CheckResult } from "#lib/domain/check-schema"
import type { ChangeRun, HistoryFilter, HistoryPage, RunDetail } from "#lib/domain/history"
import type { Judgement } from "#lib/domain/judgement"
import type { RunState } from "#lib/domain/run"

/** What the store keeps about runs; a part of `Store`. */

/** A run as the engine needs it: its request, its folded state, who carries it. */
export interface CarriedRun {
  id: string
  batchId: string
  personId: string
  variant: Variant
  state: RunState
  eventId: string | null
  node: string | null
  leaseUntil: number | null
  attempt: number
  createdAt: number
}

/** A node, and the latest end of a lease of its. Epoch ms. */
export interface LeaseHolder {
  node: string
  until: number
}

export interface RunStore {
  get(id: string): Promise<CarriedRun | undefined>
  ofBatch(batchId: string): Promise<CarriedRun[]>
  /** How many runs of a batch have which status; deleted ones count too. */
  countByStatus(batchId: string): Promise<Record<string, number>>
  /**
   * Claims a queued run for a node by a conditional update: true for exactly one caller. Sets `running`, attempt + 1,
   * node and lease.
   */
  claim(id: string, lease: { node: string; until: number; now: number }): Promise<boolean>
  /** Writes what has arrived so far. A run that is already final is not touched. */
  flush(id: string, flush: { state: RunState; eventId: string }): Promise<void>
  /** Keeps the exact request (masked) and the number of the attempt that sent it. */
  recordRequest(id: string, request: NonNullable<RunDetail["request"]>, attempt: number): Promise<void>
  /** Writes the ending and its images, at once, and clears the lease; a run that is already final is not touched (false). */
  finish(id: string, ending: { state: RunState; eventId: string }): Promise<boolean>
  /** Ends what still waits of a batch, whoever was to carry it: a claim that comes later is refused. */
  cancelQueued(batchId: string, at: number): Promise<void>
  /** Extends the leases of everything queued or running that this node carries. */
  renewLeases(node: string, until: number): Promise<void>
  /** Lets go of everything queued or running: for an embedded database, whose lock proves that no one else lives. */
  expireAllLeases(): Promise<void>
  /** Marks queued and running runs whose lease is over as interrupted (error code `interrupted`), keeps their text; their ids and batches. With `dead`: those that nobody vouches for, or that these nodes did and have not since. */
  interruptExpired(now: number, dead?: LeaseHolder[]): Promise<{ id: string; batchId: string }[]>
  /** Who vouches for queued and running runs, and until when at the latest. */
  leaseHolders(): Promise<LeaseHolder[]>
  /**
   * Puts interrupted, failed or cancelled runs of a batch back into the queue, and returns them: outputs cleared and no
   * longer judged (but for notes), attempts kept, and what they had cost still counted as spent.
   */
  requeue(batchId: string, lease: { node: string; until: number }, statuses: string[]): Promise<CarriedRun[]>

  history(
    personId: string,
    filter: HistoryFilter,
    page: { limit: number; cursor?: string },
  ): Promise<HistoryPage>
  /** Distinct models and connections in a person's history, for the filters. */
  facets(personId: string): Promise<{ models: string[]; connections: { id: string; name: string }[] }>
  detail(id: string, personId: string): Promise<RunDetail | undefined>
  /** False when it is not there for this person. A running run cannot be deleted: `BracketError("conflict")`. */
  change(id: string, personId: string, change: ChangeRun, now: number): Promise<boolean>
  /** By run of a batch, what was said about it; runs about which nothing was are left out. */
  judgements(batchId: string, personId: string): Promise<Record<string, Judgement>>
  /** The texts of a person's succeeded runs among these ids. */
  outputs(ids: string[], personId: string): Promise<{ id: string; text: string }[]>
  /** Keeps newer results of checks, by run. */
  keepChecks(results: Record<string, CheckResult[]>): Promise<void>
  /** Destroys what was deleted before this moment; how many. */
  purgeDeleted(before: number): Promise<number>
}
