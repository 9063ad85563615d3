import type { Kysely } from "kysely"
import type { OAuthTokenStore } from "./connection-ports.ts"
import type { Schema } from "./schema.ts"

/** Tokens of OAuth 2.0 connections, one set each. Changed only as long as they are those that were read. */
export function oauthTokenStore(db: Kysely<Schema>): OAuthTokenStore {
  return {
    get: (connectionId) =>
      db.selectFrom("oauth_tokens").selectAll().where("connection_id", "=", connectionId).executeTakeFirst(),

    async ofConnections(connectionIds) {
      if (connectionIds.length === 0) return []
      return db.selectFrom("oauth_tokens").selectAll().where("connection_id", "in", connectionIds).execute()
    },

    async put(row) {
      const { connection_id, ...replaced } = row
      await db
        .insertInto("oauth_tokens")
        .values(row)
        .onConflict((conflict) => conflict.column("connection_id").doUpdateSet(replaced))
        .execute()
    },

    async renew(previous, renewed) {
      const { connection_id, ...replaced } = renewed
      const { numUpdatedRows } = await db
        .updateTable("oauth_tokens")
        .set(replaced)
        .where("connection_id", "=", connection_id)
        .where("updated_at", "=", previous.updated_at)
        .where("connected_at", "=", previous.connected_at)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },

    async refuse(row, at) {
      await db
        .updateTable("oauth_tokens")
        .set({ refused: 1, updated_at: at })
        .where("connection_id", "=", row.connection_id)
        .where("updated_at", "=", row.updated_at)
        .where("connected_at", "=", row.connected_at)
        .execute()
    },

    async delete(connectionId) {
      await db.deleteFrom("oauth_tokens").where("connection_id", "=", connectionId).execute()
    },
  }
}
