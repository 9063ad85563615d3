import type { Kysely } from "kysely"

/** Who made an invitation: it ends with their right to make it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("invitations")
    .addColumn("invited_by", "text", (column) => column.references("people.id").onDelete("cascade"))
    .execute()
  await db.schema.createIndex("invitations_invited_by").on("invitations").column("invited_by").execute()
}
