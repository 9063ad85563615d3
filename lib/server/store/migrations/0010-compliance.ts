import type { Kysely } from "kysely"

/** Lists of words that prompts and outputs are screened for, with their versions, and what was found in which run. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("word_lists")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("active_version", "integer")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("updated_at", "bigint", (column) => column.notNull())
    .addColumn("updated_by", "text", (column) => column.notNull())
    .execute()
  await db.schema
    .createTable("word_list_versions")
    .addColumn("list_id", "text", (column) =>
      column.notNull().references("word_lists.id").onDelete("cascade"),
    )
    .addColumn("number", "integer", (column) => column.notNull())
    .addColumn("word_count", "integer", (column) => column.notNull())
    .addColumn("settings", "text", (column) => column.notNull())
    .addColumn("words", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("created_by", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("word_list_versions_key", ["list_id", "number"])
    .execute()
  await db.schema
    .createTable("run_marks")
    .addColumn("run_id", "text", (column) => column.notNull().references("runs.id").onDelete("cascade"))
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id").onDelete("cascade"))
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("list_id", "text", (column) => column.notNull())
    .addColumn("list_name", "text", (column) => column.notNull())
    .addColumn("category", "text", (column) => column.notNull())
    .addColumn("action", "text", (column) => column.notNull())
    .addColumn("count", "integer", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("run_marks_key", ["run_id", "channel", "list_id", "action"])
    .execute()
  await db.schema.createIndex("run_marks_by_time").on("run_marks").columns(["at", "run_id"]).execute()
  await db.schema.createIndex("run_marks_of_person").on("run_marks").columns(["person_id"]).execute()
}
