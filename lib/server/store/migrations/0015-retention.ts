import type { Kysely } from "kysely"

/** Runs of the nightly job that lets old things go. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("retention_runs")
    .addColumn("id", "text", (column) => column.primaryKey())
    // One value while a run is under way, none after: so there is one at a time.
    .addColumn("slot", "text", (column) => column.unique())
    .addColumn("night", "text")
    .addColumn("started_at", "bigint", (column) => column.notNull())
    .addColumn("finished_at", "bigint")
    .addColumn("lease_until", "bigint", (column) => column.notNull())
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("gone", "text", (column) => column.notNull())
    .addColumn("failure", "text")
    .execute()
  await db.schema
    .createIndex("retention_runs_start")
    .on("retention_runs")
    .columns(["started_at", "id"])
    .execute()
  await db.schema.createIndex("retention_runs_night").on("retention_runs").column("night").execute()
}
