import { type Kysely, sql } from "kysely"

/**
 * Figures of runs by minute, hour and day, and the endings that are not in them yet. What ended before is written down
 * as such endings: it is counted like everything else, in portions, while the server already works.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createEndings(db)
  await createRollUps(db)
  await db.schema
    .createTable("roll_up_turns")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("taken", "bigint", (column) => column.notNull())
    .execute()
  await sql`insert into roll_up_turns (id, taken) values ('fold', 0)`.execute(db)
  await sql`
    insert into run_endings (id, at, sent, person_id, connection_id, model, kind, status, error_code, cached, retries,
      input_tokens, output_tokens, cost, ttft_ms, total_ms)
    select id, coalesce(finished_at, created_at), cast(coalesce(started_at, finished_at, created_at) as text),
      person_id, connection_id, model, kind, status, error_code, 0, case when attempt > 1 then attempt - 1 else 0 end,
      input_tokens, output_tokens, cost, ttft_ms, total_ms
    from runs where status not in ('queued', 'running')`.execute(db)
  // The runs behind a figure, newest first.
  await db.schema.createIndex("runs_ended").on("runs").columns(["finished_at", "id"]).execute()
  await db.schema
    .createIndex("runs_ended_of_person")
    .on("runs")
    .columns(["person_id", "finished_at", "id"])
    .execute()
  await db.schema
    .createIndex("runs_failed")
    .on("runs")
    .columns(["error_code", "finished_at", "id"])
    .where(sql<boolean>`error_code is not null`)
    .execute()
}

async function createEndings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("run_endings")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("sent", "text", (column) => column.notNull())
    .addColumn("person_id", "text", (column) => column.notNull())
    .addColumn("connection_id", "text", (column) => column.notNull())
    .addColumn("model", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("error_code", "text")
    .addColumn("cached", "integer", (column) => column.notNull())
    .addColumn("retries", "integer", (column) => column.notNull())
    .addColumn("input_tokens", "bigint")
    .addColumn("output_tokens", "bigint")
    .addColumn("cost", "double precision")
    .addColumn("ttft_ms", "double precision")
    .addColumn("total_ms", "double precision")
    .execute()
  await db.schema.createIndex("run_endings_at").on("run_endings").columns(["at", "id"]).execute()
}

async function createRollUps(db: Kysely<unknown>): Promise<void> {
  const count = ["requests", "runs", "succeeded", "failed", "cancelled", "interrupted", "blocked", "cached"]
  let table = db.schema
    .createTable("roll_ups")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("width", "bigint", (column) => column.notNull())
    .addColumn("person_id", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("connection_id", "text", (column) => column.notNull())
    .addColumn("model", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
  for (const name of [...count, "retries", "input_tokens", "output_tokens"])
    table = table.addColumn(name, "bigint", (column) => column.notNull())
  await table
    .addColumn("cost", "double precision", (column) => column.notNull())
    .addColumn("errors", "text")
    .addColumn("ttft", "text")
    .addColumn("total", "text")
    .execute()
  await db.schema
    .createIndex("roll_ups_of_person")
    .on("roll_ups")
    .columns(["width", "person_id", "at"])
    .execute()
  await db.schema.createIndex("roll_ups_at").on("roll_ups").columns(["width", "at"]).execute()
}
