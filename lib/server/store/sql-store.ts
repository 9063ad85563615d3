import type { Kysely } from "kysely"
import { sql } from "kysely"
import { auditStore } from "./audit.ts"
import { batchStore } from "./batches.ts"
import { connectionStore } from "./connections.ts"
import { history } from "./history.ts"
import { keptRuns } from "./kept-runs.ts"
import { migrateToLatest } from "./migrate.ts"
import { peopleStore } from "./people.ts"
import { runLeases } from "./run-leases.ts"
import { carryingRuns } from "./runs.ts"
import type { Schema } from "./schema.ts"
import { sessionStore } from "./sessions.ts"
import { signInLinkStore } from "./sign-in-links.ts"
import type { Store } from "./store.ts"
import type { TextSearch } from "./text-search.ts"

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
    connections: connectionStore(db),
    batches: batchStore(db, now),
    runs: { ...carryingRuns(db), ...runLeases(db), ...history(db, search), ...keptRuns(db, search) },
    audit: auditStore(db),
    migrate: () => migrateToLatest(db, schema),
    async ping() {
      await sql`select 1`.execute(db)
    },
    close,
  }
}
