import type { Kysely } from "kysely"
import { Migrator } from "kysely/migration"
import * as firstTables from "#lib/server/store/migrations/0001-first-tables"
import type { Schema } from "./schema.ts"

/** In order of their names, which the database keeps: never rename one, never change one that was released. */
const migrations = { "0001-first-tables": firstTables }

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
