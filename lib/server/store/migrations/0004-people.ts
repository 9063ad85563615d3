import type { Kysely } from "kysely"

/** Invitations, accounts at other providers, budgets, and what people have used. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("invitations")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("token_hash", "text", (column) => column.notNull().unique())
    .addColumn("email", "text", (column) => column.notNull().unique())
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .execute()
  await db.schema
    .createTable("identities")
    .addColumn("provider", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id").onDelete("cascade"))
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("identities_key", ["provider", "subject"])
    .execute()
  await db.schema.createIndex("identities_person").on("identities").column("person_id").execute()
  await db.schema
    .createTable("budgets")
    .addColumn("person_id", "text", (column) =>
      column.primaryKey().references("people.id").onDelete("cascade"),
    )
    .addColumn("limits", "text", (column) => column.notNull())
    .execute()
  await db.schema
    .createTable("usage")
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id").onDelete("cascade"))
    .addColumn("period", "text", (column) => column.notNull())
    .addColumn("requests", "bigint", (column) => column.notNull())
    .addColumn("tokens", "bigint", (column) => column.notNull())
    .addColumn("cost", "double precision", (column) => column.notNull())
    .addPrimaryKeyConstraint("usage_key", ["person_id", "period"])
    .execute()
}
