import type { Kysely } from "kysely"
import { sql } from "kysely"
import { alertStore } from "./alerts.ts"
import { auditStore } from "./audit.ts"
import { batchHistory } from "./batch-history.ts"
import { batchStore } from "./batches.ts"
import { budgetStore } from "./budgets.ts"
import { changeBatch } from "./change-batch.ts"
import { connectionKeys } from "./connection-keys.ts"
import { connectionStore } from "./connections.ts"
import { galleryStore } from "./gallery.ts"
import { history } from "./history.ts"
import { identityStore } from "./identities.ts"
import { invitationStore } from "./invitations.ts"
import { judgements } from "./judgements.ts"
import { keptRuns } from "./kept-runs.ts"
import { migrateToLatest } from "./migrate.ts"
import { monitorStore } from "./monitor.ts"
import { oauthTokenStore } from "./oauth-tokens.ts"
import { originStore } from "./origins.ts"
import { peopleStore } from "./people.ts"
import { policyStore } from "./policy.ts"
import { presetStore } from "./presets.ts"
import { retentionStore } from "./retention.ts"
import { reviewItems } from "./review-items.ts"
import { blockedRuns, reviewSamples } from "./review-samples.ts"
import { runLeases } from "./run-leases.ts"
import { carryingRuns } from "./runs.ts"
import type { Schema } from "./schema.ts"
import { screeningStore } from "./screening.ts"
import { sealedStore } from "./sealed-values.ts"
import { sessionStore } from "./sessions.ts"
import { shareStore } from "./shares.ts"
import { signInLinkStore } from "./sign-in-links.ts"
import type { Store } from "./store.ts"
import type { TextSearch } from "./text-search.ts"
import { wordListStore } from "./word-lists.ts"

/** What a driver opens: the database, and what differs about its engine. */
export interface OpenedDatabase {
  db: Kysely<Schema>
  search: TextSearch
  /** The schema in which the tables stand, where the engine has schemas. */
  schema?: string
  /** Closes `db` and whatever belongs to it. */
  close(): Promise<void>
}

/** The store over an opened database, the same queries for both engines. */
export function sqlStore({ db, search, schema, close }: OpenedDatabase, now: () => number): Store {
  return {
    people: peopleStore(db),
    sessions: sessionStore(db),
    signInLinks: signInLinkStore(db),
    invitations: invitationStore(db),
    identities: identityStore(db),
    budgets: budgetStore(db),
    connections: { ...connectionStore(db), ...connectionKeys(db) },
    policy: policyStore(db),
    batches: { ...batchStore(db, now), ...batchHistory(db, search), ...changeBatch(db) },
    runs: {
      ...carryingRuns(db),
      ...runLeases(db),
      ...history(db, search),
      ...keptRuns(db, search),
      ...judgements(db),
    },
    gallery: galleryStore(db, search),
    presets: presetStore(db, search),
    audit: auditStore(db, search),
    sealed: sealedStore(db, schema),
    oauthTokens: oauthTokenStore(db),
    shares: shareStore(db),
    wordLists: wordListStore(db),
    screening: screeningStore(db),
    alerts: alertStore(db),
    origins: originStore(db),
    reviews: { ...reviewSamples(db), ...reviewItems(db) },
    blocked: blockedRuns(db),
    retention: retentionStore(db),
    monitor: monitorStore(db, now),
    migrate: () => migrateToLatest(db, schema),
    async ping() {
      await sql`select 1`.execute(db)
    },
    close,
  }
}
