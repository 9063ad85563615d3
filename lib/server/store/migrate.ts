import type { Kysely } from "kysely"
import { Migrator } from "kysely/migration"
import * as firstTables from "#lib/server/store/migrations/0001-first-tables"
import * as compare from "#lib/server/store/migrations/0002-compare"
import * as connections from "#lib/server/store/migrations/0003-connections"
import * as people from "#lib/server/store/migrations/0004-people"
import * as oauthAndCanaries from "#lib/server/store/migrations/0005-oauth-and-canaries"
import * as invitedBy from "#lib/server/store/migrations/0006-invited-by"
import * as images from "#lib/server/store/migrations/0007-images"
import * as presets from "#lib/server/store/migrations/0008-presets"
import * as shares from "#lib/server/store/migrations/0009-shares"
import * as compliance from "#lib/server/store/migrations/0010-compliance"
import * as auditChain from "#lib/server/store/migrations/0011-audit-chain"
import * as outputHashesAndReviews from "#lib/server/store/migrations/0012-output-hashes-and-reviews"
import * as rollUps from "#lib/server/store/migrations/0013-roll-ups"
import * as alerts from "#lib/server/store/migrations/0014-alerts"
import * as retention from "#lib/server/store/migrations/0015-retention"
import type { Schema } from "./schema.ts"

/** In order of their names, which the database keeps: never rename one, never change one that was released. */
export const migrations = {
  "0001-first-tables": firstTables,
  "0002-compare": compare,
  "0003-connections": connections,
  "0004-people": people,
  "0005-oauth-and-canaries": oauthAndCanaries,
  "0006-invited-by": invitedBy,
  "0007-images": images,
  "0008-presets": presets,
  "0009-shares": shares,
  "0010-compliance": compliance,
  "0014-alerts": alerts,
  "0012-output-hashes-and-reviews": outputHashesAndReviews,
  "0015-retention": retention,
  "0011-audit-chain": auditChain,
  "0013-roll-ups": rollUps,
}

/**
 * Brings the tables up to date, all or nothing. Nodes that start together wait for each other: PostgreSQL by an
 * advisory lock of Kysely's, SQLite by the lock on the data folder.
 */
export async function migrateToLatest(db: Kysely<Schema>, schema: string | undefined): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    // Named where there is one: Kysely would otherwise take its table in any schema for ours.
    migrationTableSchema: schema,
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}
