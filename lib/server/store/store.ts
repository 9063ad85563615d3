import type { PlannedRun, Variant } from "#lib/domain/batch"
import type { Check, CheckResult } from "#lib/domain/check-schema"
import type { ChangeGalleryImage, GalleryFilter, GalleryImage, GalleryPage } from "#lib/domain/gallery"
import type {
  BatchDetail,
  BatchesPage,
  ChangeBatch,
  ChangeRun,
  HistoryFilter,
  HistoryPage,
  RunDetail,
} from "#lib/domain/history"
import type { Judgement } from "#lib/domain/judgement"
import type { ChangePolicy, Policy } from "#lib/domain/policy"
import type { RunState } from "#lib/domain/run"
import type { Setup } from "#lib/domain/setup-schema"
import type { ConnectionRow, OAuthTokenRow } from "#lib/server/store/schema"
import type {
  BudgetStore,
  IdentityStore,
  InvitationStore,
  PeopleStore,
  SessionStore,
  SignInLinkStore,
} from "./people-ports.ts"
import type { PresetStore } from "./preset-ports.ts"

/** Everything that is kept: one part per aggregate, the same over both engines. Scoped by person throughout. */
export interface Store {
  people: PeopleStore
  sessions: SessionStore
  signInLinks: SignInLinkStore
  invitations: InvitationStore
  identities: IdentityStore
  budgets: BudgetStore
  connections: ConnectionStore
  policy: PolicyStore
  batches: BatchStore
  runs: RunStore
  gallery: GalleryStore
  presets: PresetStore
  audit: AuditStore
  sealed: SealedStore
  oauthTokens: OAuthTokenStore
  /** Brings the tables up to date. Safe when several nodes start together. */
  migrate(): Promise<void>
  /** One trivial query; throws when the database does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** What runs have taken. `cost`: US dollars, as far as prices are known. */
export interface ConnectionUsage {
  requests: number
  tokens: number
  cost: number
}

export interface ConnectionStore {
  /** Those that a person may use: shared with everyone or with them, and their own; not disabled; sandbox first, then by name. */
  visibleTo(personId: string): Promise<ConnectionRow[]>
  /** Those to be set up: all, or only the private ones of a person; disabled ones too. */
  managed(ownerId?: string): Promise<ConnectionRow[]>
  get(id: string): Promise<ConnectionRow | undefined>
  /** Inserts, or replaces all but `created_at` and what is said of models. `people`: who may use it; left out, they stay. */
  put(row: ConnectionRow, people?: string[]): Promise<void>
  /**
   * Replaces what `put` does, where the row is still the one that was seen; and what is known of models, where `row` has
   * none. False when somebody else was faster, or it is gone.
   */
  update(seen: ConnectionRow, row: ConnectionRow, people?: string[]): Promise<boolean>
  /** False when it is not there (any more), or is not of source `person`. */
  delete(id: string): Promise<boolean>
  /** Who may use a connection whose access is `people`, by connection. */
  people(): Promise<Record<string, string[]>>
  setModels(id: string, models: { ids: string[]; readAt: number; error?: string }): Promise<void>
  setModelOverrides(id: string, overrides: string | null, now: number): Promise<void>
  /**
   * Puts a new credential in the place of the current one, which becomes the fall-back. False when somebody else was
   * faster: `sealed` is the credential that the caller has seen.
   */
  rotate(
    id: string,
    seen: string | null,
    next: Pick<ConnectionRow, "sealed_credential" | "last_four" | "secret_fields"> & {
      now: number
      fallbackUntil: number
    },
  ): Promise<boolean>
  /** Destroys the fall-backs whose time is over; the ids of their connections, each to one caller. */
  destroyFallbacks(now: number): Promise<string[]>
  /** Marks those of source `environment` that are not among these ids as absent. */
  keepEnvironment(ids: string[]): Promise<void>
  /** What runs on these connections that were sent since then have taken; those without any are left out. */
  usageSince(since: number, ids: string[]): Promise<Record<string, ConnectionUsage>>
}

export interface PolicyStore {
  get(): Promise<Policy>
  set(change: ChangePolicy, by: { personId: string; now: number }): Promise<Policy>
}

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
  /** Writes the ending and its images, at once, and clears the lease; a run that is already final is not touched (false). */
  finish(id: string, ending: { state: RunState; eventId: string }): Promise<boolean>
  /** Ends what still waits of a batch, whoever was to carry it: a claim that comes later is refused. */
  cancelQueued(batchId: string, at: number): Promise<void>
  /** Extends the leases of everything queued or running that this node carries. */
  renewLeases(node: string, until: number): Promise<void>
  /** Lets go of everything queued or running: for an embedded database, whose lock proves that no one else lives. */
  expireAllLeases(): Promise<void>
  /** Marks queued and running runs whose lease is over as interrupted (error code `interrupted`), keeps their text; their ids and batches. */
  interruptExpired(now: number): Promise<{ id: string; batchId: string }[]>
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

/** Images that runs have made, one by one. */
export interface GalleryStore {
  /** Newest first; `cursor` is opaque. */
  list(
    personId: string,
    filter: GalleryFilter,
    page: { limit: number; cursor?: string },
  ): Promise<GalleryPage>
  /** An image of a run, with what the run was asked. */
  find(
    runId: string,
    sha256: string,
    personId: string,
  ): Promise<{ image: GalleryImage; variant: Variant } | undefined>
  /** False when it is not there for this person. What is deleted is gone from its run, too, until it is brought back. */
  change(
    runId: string,
    index: number,
    personId: string,
    change: ChangeGalleryImage,
    now: number,
  ): Promise<boolean>
  /**
   * Destroys what was deleted in the gallery before this moment, in one statement: what is brought back meanwhile stays,
   * and what is destroyed cannot be brought back. How many.
   */
  purgeDeleted(before: number): Promise<number>
  /**
   * The hashes of all images that a person's runs have made or were given, and that presets hold in any version; what is
   * deleted counts, as long as it is not purged.
   */
  neededImages(personId: string): Promise<Set<string>>
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

/** A sealed value where it is stored; several sealed texts may stand in one. */
export interface SealedValue {
  /** `table.column`. */
  place: string
  id: string
  /** What its texts are sealed for. */
  purpose: string
  text: string
}

export interface SealedStore {
  /** The sealed values after one of them, place by place and by id. Tables that are yet to come are passed over. */
  page(limit: number, after?: Pick<SealedValue, "place" | "id">): Promise<SealedValue[]>
  /** False when the value is no longer what was read: somebody was faster. */
  replace(value: SealedValue, text: string): Promise<boolean>
  /** Gives up a value that nobody can open any more. */
  discard(value: SealedValue): Promise<void>
  /** Stores a canary when there is none yet, and returns the one that is stored; one for all nodes. */
  keepCanary(id: string, sealed: string): Promise<string>
}

export interface OAuthTokenStore {
  get(connectionId: string): Promise<OAuthTokenRow | undefined>
  ofConnections(connectionIds: string[]): Promise<OAuthTokenRow[]>
  /** Inserts, or replaces all of it. */
  put(row: OAuthTokenRow): Promise<void>
  /** Replaces tokens by those they were exchanged for; false when they are no longer the stored ones. */
  renew(previous: OAuthTokenRow, renewed: OAuthTokenRow): Promise<boolean>
  /** Notes that the server has refused these very tokens. */
  refuse(row: OAuthTokenRow, at: number): Promise<void>
  delete(connectionId: string): Promise<void>
}
