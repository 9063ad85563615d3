import { type Kysely, sql } from "kysely"

/** Images that runs have made, one by one, and those that runs were given; a run's own list of its images. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("runs").addColumn("images", "text").execute()
  await db.schema
    .createTable("run_images")
    .addColumn("run_id", "text", (column) => column.notNull().references("runs.id").onDelete("cascade"))
    .addColumn("place", "integer", (column) => column.notNull())
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id").onDelete("cascade"))
    .addColumn("sha256", "text", (column) => column.notNull())
    .addColumn("width", "integer", (column) => column.notNull())
    .addColumn("height", "integer", (column) => column.notNull())
    .addColumn("seed", "bigint")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("starred", "integer", (column) => column.notNull())
    .addColumn("deleted_at", "bigint")
    .addPrimaryKeyConstraint("run_images_key", ["run_id", "place"])
    .execute()
  await db.schema
    .createIndex("run_images_of_person")
    .on("run_images")
    .columns(["person_id", "created_at", "run_id", "place"])
    .execute()
  await db.schema
    .createTable("image_uses")
    .addColumn("run_id", "text", (column) => column.notNull().references("runs.id").onDelete("cascade"))
    .addColumn("sha256", "text", (column) => column.notNull())
    .addColumn("role", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("image_uses_key", ["run_id", "sha256", "role"])
    .execute()
  await noteEarlierUses(db)
  // They stood under another provider as long as nothing was known of them.
  await sql`update connections set provider = 'sdwebui' where dialect = 'sdwebui'`.execute(db)
}

const runsAtOnce = 200

/** Images in messages of runs that are there already: what no run is known to need would be deleted. */
async function noteEarlierUses(db: Kysely<unknown>): Promise<void> {
  let after = ""
  for (;;) {
    const { rows } = await sql<{ id: string; variant: string }>`
      select id, variant from runs where id > ${after} and variant like '%"sha256"%'
      order by id limit ${sql.lit(runsAtOnce)}`.execute(db)
    for (const { id, variant } of rows)
      for (const sha256 of imagesOf(variant))
        await sql`insert into image_uses (run_id, sha256, role) values (${id}, ${sha256}, 'prompt')`.execute(
          db,
        )
    const last = rows.at(-1)
    if (rows.length < runsAtOnce || !last) return
    after = last.id
  }
}

/** The hashes in the messages of a variant, as variants were written before this. */
function imagesOf(variant: string): Set<string> {
  const { prompt }: { prompt?: { messages?: { content?: unknown }[] } } = JSON.parse(variant)
  const parts = (prompt?.messages ?? []).flatMap(({ content }): unknown[] =>
    Array.isArray(content) ? content : [],
  )
  return new Set(
    parts.flatMap((part) =>
      typeof part === "object" && part !== null && "sha256" in part && typeof part.sha256 === "string"
        ? [part.sha256]
        : [],
    ),
  )
}
