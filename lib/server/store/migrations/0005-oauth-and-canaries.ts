import type { Kysely } from "kysely"

/** Tokens of OAuth 2.0 connections, and the sealed text that proves the master key. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("oauth_tokens")
    .addColumn("connection_id", "text", (column) =>
      column.primaryKey().references("connections.id").onDelete("cascade"),
    )
    .addColumn("sealed", "text", (column) => column.notNull())
    .addColumn("expires_at", "bigint")
    .addColumn("refused", "integer", (column) => column.notNull())
    .addColumn("scope", "text")
    .addColumn("connected_by", "text", (column) => column.references("people.id").onDelete("set null"))
    .addColumn("connected_at", "bigint", (column) => column.notNull())
    .addColumn("updated_at", "bigint", (column) => column.notNull())
    .execute()
  await db.schema
    .createTable("canaries")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("sealed", "text", (column) => column.notNull())
    .execute()
}
