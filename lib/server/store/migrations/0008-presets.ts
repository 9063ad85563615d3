import type { Kysely } from "kysely"

/** Presets, each save of them, and the images that these refer to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("presets")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("owner_id", "text", (column) => column.notNull().references("people.id").onDelete("cascade"))
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("description", "text", (column) => column.notNull())
    .addColumn("folder", "text", (column) => column.notNull())
    .addColumn("tags", "text", (column) => column.notNull())
    .addColumn("starred", "integer", (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("columns", "integer", (column) => column.notNull())
    .addColumn("models", "text", (column) => column.notNull())
    .addColumn("search_text", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("updated_at", "bigint", (column) => column.notNull())
    .addColumn("deleted_at", "bigint")
    .execute()
  await db.schema
    .createIndex("presets_of_person")
    .on("presets")
    .columns(["owner_id", "updated_at", "id"])
    .execute()
  await db.schema
    .createTable("preset_versions")
    .addColumn("preset_id", "text", (column) => column.notNull().references("presets.id").onDelete("cascade"))
    .addColumn("number", "integer", (column) => column.notNull())
    .addColumn("note", "text", (column) => column.notNull())
    .addColumn("content", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("preset_versions_key", ["preset_id", "number"])
    .execute()
  await db.schema
    .createTable("preset_images")
    .addColumn("preset_id", "text", (column) => column.notNull().references("presets.id").onDelete("cascade"))
    .addColumn("sha256", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("preset_images_key", ["preset_id", "sha256"])
    .execute()
}
