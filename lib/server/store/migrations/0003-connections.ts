import { type Kysely, sql } from "kysely"

/** Connections that people set up: who may use them, how their keys change, what they say of models; and the policy. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const connections = db.schema.alterTable("connections")
  // One statement each: SQLite adds one column at a time.
  await connections.addColumn("template", "text", (column) => column.notNull().defaultTo("custom")).execute()
  await connections.addColumn("access", "text", (column) => column.notNull().defaultTo("everyone")).execute()
  await connections.addColumn("trust", "text", (column) => column.notNull().defaultTo("operator")).execute()
  await connections.addColumn("secret_fields", "text", (column) => column.notNull().defaultTo("[]")).execute()
  await connections.addColumn("key_created_at", "bigint").execute()
  await connections.addColumn("fallback_credential", "text").execute()
  await connections.addColumn("fallback_until", "bigint").execute()
  await connections.addColumn("model_overrides", "text").execute()
  await connections.addColumn("absent", "integer", (column) => column.notNull().defaultTo(0)).execute()
  await sql`update connections set access = 'owner' where owner_id is not null`.execute(db)
  await sql`update connections set trust = 'member' where source = 'person'`.execute(db)
  await db.schema
    .createTable("connection_people")
    .addColumn("connection_id", "text", (column) =>
      column.notNull().references("connections.id").onDelete("cascade"),
    )
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id").onDelete("cascade"))
    .addPrimaryKeyConstraint("connection_people_pk", ["connection_id", "person_id"])
    .execute()
  await db.schema
    .createIndex("connection_people_person")
    .on("connection_people")
    .column("person_id")
    .execute()
  // What a connection has taken since midnight.
  await db.schema
    .createIndex("runs_of_connection")
    .on("runs")
    .columns(["connection_id", "started_at"])
    .execute()
  await db.schema
    .createTable("policy")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("value", "text", (column) => column.notNull())
    .addColumn("updated_at", "bigint", (column) => column.notNull())
    .addColumn("updated_by", "text")
    .execute()
}
