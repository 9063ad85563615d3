import type { Kysely } from "kysely"

/** Links that people have made: a snapshot each, and the images that it keeps. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("shares")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id").onDelete("cascade"))
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("audience", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("expires_at", "bigint")
    .addColumn("views", "integer", (column) => column.notNull())
    .addColumn("run_count", "integer", (column) => column.notNull())
    .addColumn("content", "text", (column) => column.notNull())
    .addColumn("runs", "text")
    .execute()
  await db.schema
    .createIndex("shares_of_person")
    .on("shares")
    .columns(["person_id", "created_at", "id"])
    .execute()
  await db.schema
    .createTable("share_images")
    .addColumn("share_id", "text", (column) => column.notNull().references("shares.id").onDelete("cascade"))
    .addColumn("sha256", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("share_images_key", ["share_id", "sha256"])
    .execute()
}
