import type { PlannedRun, Variant } from "#lib/domain/batch"
import type { ChangeRun, HistoryFilter, HistoryPage, RunDetail } from "#lib/domain/history"
import type { RunState } from "#lib/domain/run"
import type { ConnectionRow, PersonRow, SessionRow } from "#lib/server/store/schema"

/** Everything that is kept: one part per aggregate, the same over both engines. Scoped by person throughout. */
export interface Store {
  people: PeopleStore
  sessions: SessionStore
  signInLinks: SignInLinkStore
  connections: ConnectionStore
  batches: BatchStore
  runs: RunStore
  audit: AuditStore
  /** Brings the tables up to date. Safe when several nodes start together. */
  migrate(): Promise<void>
  /** One trivial query; throws when the database does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

export interface PeopleStore {
  /** Makes the owner when there is none yet, and returns it; safe when several nodes start together. */
  ensureOwner(now: number): Promise<PersonRow>
  create(person: PersonRow): Promise<void>
  get(id: string): Promise<PersonRow | undefined>
  /** E-mail addresses are compared in lower case. */
  findByEmail(email: string): Promise<PersonRow | undefined>
  setPassword(id: string, change: { email: string; passwordHash: string }): Promise<void>
  suspend(id: string, at: number | null): Promise<void>
}

export interface SessionStore {
  create(session: SessionRow): Promise<void>
  /** The session with its person, when it has neither ended nor expired and the person is not suspended. */
  active(id: string, now: number): Promise<{ session: SessionRow; person: PersonRow } | undefined>
  touch(id: string, now: number): Promise<void>
  end(id: string, now: number): Promise<void>
  /** Ends all sessions of a person, but for one. */
  endAll(personId: string, now: number, exceptId?: string): Promise<void>
}

export interface SignInLinkStore {
  create(link: { tokenHash: string; personId: string; createdAt: number; expiresAt: number }): Promise<void>
  /** Spends a link, once: the person's id, or undefined when it is unknown, spent or expired. Atomic. */
  spend(tokenHash: string, now: number): Promise<string | undefined>
  /** Forgets the unspent links of a person. */
  revoke(personId: string): Promise<void>
}

export interface ConnectionStore {
  /** Those that a person may use: everyone's and their own, not disabled; sandbox first, then by name. */
  visibleTo(personId: string): Promise<ConnectionRow[]>
  get(id: string): Promise<ConnectionRow | undefined>
  /** Inserts, or replaces all but `created_at` and `models`. */
  put(row: ConnectionRow): Promise<void>
  setModels(id: string, models: { ids: string[]; readAt: number; error?: string }): Promise<void>
  /** Disables the connections of source `environment` that are not among these ids. */
  disableEnvironmentExcept(ids: string[]): Promise<void>
}

/** A run to be written as `queued`. */
export interface NewRun extends PlannedRun {
  id: string
  variant: Variant
  connectionName: string
}

export interface StoredBatch {
  id: string
  personId: string
  kind: "text" | "image"
  concurrency: number
  variants: Variant[]
  createdAt: number
  finishedAt: number | null
}

export interface BatchStore {
  /**
   * Writes a batch and its runs in one transaction. `created: false` when a batch of that id is already there
   * (nothing is written then): the caller decides whether it is the same person's. The first `claimed` runs, which
   * start at once, are claimed for the lease's node in the same transaction: a commit less before they are sent.
   */
  create(
    batch: Omit<StoredBatch, "finishedAt">,
    runs: NewRun[],
    lease: { node: string; until: number },
    claimed?: number,
  ): Promise<{ created: boolean }>
  /**
   * Adds runs (and their variants, at the end) to a batch and opens it again. `variantIndex` of `runs` counts within
   * `variants`; the answer has their places in the batch, and is empty when these runs are there already.
   */
  join<R extends NewRun>(
    batchId: string,
    variants: Variant[],
    runs: R[],
    lease: { node: string; until: number },
  ): Promise<R[]>
  get(id: string, personId: string): Promise<StoredBatch | undefined>
  /** Newest first. `cursor` is opaque. */
  list(
    personId: string,
    page: { limit: number; cursor?: string },
  ): Promise<{ batches: StoredBatch[]; nextCursor: string | null }>
  finish(id: string, at: number): Promise<void>
}

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
  /** Writes the ending, in one update, and clears the lease; a run that is already final is not touched (false). */
  finish(id: string, ending: { state: RunState; eventId: string }): Promise<boolean>
  /** Ends what still waits of a batch, whoever was to carry it: a claim that comes later is refused. */
  cancelQueued(batchId: string, at: number): Promise<void>
  /** Extends the leases of everything queued or running that this node carries. */
  renewLeases(node: string, until: number): Promise<void>
  /** Lets go of everything queued or running: for an embedded database, whose lock proves that no one else lives. */
  expireAllLeases(): Promise<void>
  /** Marks queued and running runs whose lease is over as interrupted (error code `interrupted`), keeps their text; their ids and batches. */
  interruptExpired(now: number): Promise<{ id: string; batchId: string }[]>
  /** Puts interrupted, failed or cancelled runs of a batch back into the queue (outputs cleared, attempts kept). Ids. */
  requeue(batchId: string, lease: { node: string; until: number }, statuses: string[]): Promise<string[]>

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
  /** Destroys what was deleted before this moment; how many. */
  purgeDeleted(before: number): Promise<number>
}

export interface AuditEntry {
  id: string
  at: number
  personId: string | null
  action: string
  target: string | null
  outcome: "ok" | "refused" | "failed"
  address: string
  requestId: string
  details: Record<string, string | number | boolean>
}

export interface AuditStore {
  append(entry: AuditEntry): Promise<void>
  list(page: { limit: number; before?: number }): Promise<AuditEntry[]>
}
