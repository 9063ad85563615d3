import { createHash } from "node:crypto"
import { type Kysely, sql } from "kysely"

/** The hashes of all outputs, those that are there already included; samples of runs for review. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createOutputHashes(db)
  await createReviews(db)
  // By what samples are drawn, and old runs are found.
  await hashEarlierTexts(db)
  await hashEarlierImages(db)
}

async function createOutputHashes(db: Kysely<unknown>): Promise<void> {
  // Of no other table: a hash stays when its run and whoever made it are gone.
  await db.schema
    .createTable("output_hashes")
    .addColumn("sha256", "text", (column) => column.notNull())
    .addColumn("run_id", "text", (column) => column.notNull())
    .addColumn("normalised", "text")
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("person_id", "text", (column) => column.notNull())
    .addColumn("model", "text", (column) => column.notNull())
    .addColumn("connection_name", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("output_hashes_key", ["sha256", "run_id"])
    .execute()
  await db.schema
    .createIndex("output_hashes_normalised")
    .on("output_hashes")
    .column("normalised")
    .where(sql<boolean>`normalised is not null`)
    .execute()
}

async function createReviews(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("review_periods")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("from_at", "bigint", (column) => column.notNull())
    .addColumn("to_at", "bigint", (column) => column.notNull())
    .addColumn("seed", "text", (column) => column.notNull())
    .addColumn("drawn_at", "bigint", (column) => column.notNull())
    .addColumn("runs", "integer", (column) => column.notNull())
    .execute()
  await db.schema.createIndex("review_periods_end").on("review_periods").column("to_at").execute()
  await db.schema
    .createTable("review_items")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("period_id", "text", (column) =>
      column.notNull().references("review_periods.id").onDelete("cascade"),
    )
    .addColumn("place", "integer", (column) => column.notNull())
    // Not a reference: what was found stays in the figures when the run is gone.
    .addColumn("run_id", "text", (column) => column.notNull().unique())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("model", "text", (column) => column.notNull())
    .addColumn("flagged", "integer", (column) => column.notNull())
    .addColumn("verdict", "text", (column) => column.notNull())
    .addColumn("category", "text")
    .addColumn("note", "text", (column) => column.notNull())
    .addColumn("reviewed_by", "text")
    .addColumn("reviewed_at", "bigint")
    .addColumn("version", "integer", (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex("review_items_of_period")
    .on("review_items")
    .columns(["period_id", "verdict"])
    .execute()
}

const runsAtOnce = 200
const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex")
/** As texts were normalised when this was written: a later rule needs hashes of its own. */
const normalised = (text: string): string => text.normalize("NFC").replace(/\s+/g, " ").trim()

async function hashEarlierTexts(db: Kysely<unknown>): Promise<void> {
  let after = ""
  for (;;) {
    const { rows } = await sql<{
      id: string
      text: string
      person_id: string
      model: string
      connection_name: string
      at: number
    }>`select id, text, person_id, model, connection_name, coalesce(finished_at, created_at) as at from runs
      where id > ${after} and text <> '' and status not in ('queued', 'running')
      order by id limit ${sql.lit(runsAtOnce)}`.execute(db)
    for (const { id, text, person_id, model, connection_name, at } of rows)
      await sql`insert into output_hashes (sha256, run_id, normalised, kind, person_id, model, connection_name, at)
        values (${hashOf(text)}, ${id}, ${hashOf(normalised(text))}, 'text', ${person_id}, ${model}, ${connection_name}, ${at})
        on conflict do nothing`.execute(db)
    const last = rows.at(-1)
    if (rows.length < runsAtOnce || !last) return
    after = last.id
  }
}

/** What was deleted in the gallery counts too, as long as it is known. */
async function hashEarlierImages(db: Kysely<unknown>): Promise<void> {
  await sql`insert into output_hashes (sha256, run_id, normalised, kind, person_id, model, connection_name, at)
    select run_images.sha256, run_images.run_id, null, 'image', min(run_images.person_id), min(runs.model),
      min(runs.connection_name), min(run_images.created_at)
    from run_images join runs on runs.id = run_images.run_id
    where true
    group by run_images.sha256, run_images.run_id
    on conflict do nothing`.execute(db)
}
