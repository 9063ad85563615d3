import { type Kysely, sql } from "kysely"

/**
 * What a batch was set up from, what people think of its runs, and indexes that serve "the runs of a batch". In tables of
 * their own: SQLite appends columns behind the large texts of a row, and a list would walk through all of them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("batch_setups")
    .addColumn("batch_id", "text", (column) =>
      column.primaryKey().references("batches.id").onDelete("cascade"),
    )
    .addColumn("cost_ceiling", "double precision")
    .addColumn("replaced_cost", "double precision", (column) => column.notNull())
    .addColumn("columns", "text", (column) => column.notNull())
    .addColumn("variant_columns", "text", (column) => column.notNull())
    .addColumn("checks", "text")
    .addColumn("setup", "text")
    .execute()
  await db.schema
    .createTable("judgements")
    .addColumn("run_id", "text", (column) => column.primaryKey().references("runs.id").onDelete("cascade"))
    .addColumn("rating", "integer")
    .addColumn("winner", "integer", (column) => column.notNull())
    .addColumn("note", "text", (column) => column.notNull())
    .addColumn("checks", "text")
    .execute()
  await db.schema.dropIndex("runs_of_batch").execute()
  // In the order in which a comparison shows its runs.
  await db.schema
    .createIndex("runs_of_batch")
    .on("runs")
    .columns(["batch_id", "variant_index", "row_index", "sample", "id"])
    .where(sql<boolean>`deleted_at is null`)
    .execute()
  // How many, how far and at what cost: answered by the index alone. Deleted runs have cost money too.
  await db.schema
    .createIndex("runs_tally")
    .on("runs")
    .columns(["batch_id", "deleted_at", "status", "cost"])
    .execute()
}
