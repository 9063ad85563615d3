import type { Kysely } from "kysely"
import type { ConnectionStore } from "./connection-ports.ts"
import type { Schema } from "./schema.ts"

/** How the keys of connections change: the current one, the one before it, and the end of that. */
export function connectionKeys(db: Kysely<Schema>): Pick<ConnectionStore, "rotate" | "destroyFallbacks"> {
  return {
    async rotate(id, seen, { now, fallbackUntil, ...next }) {
      const { numUpdatedRows } = await db
        .updateTable("connections")
        .set({
          ...next,
          fallback_credential: seen,
          fallback_until: seen === null ? null : fallbackUntil,
          key_created_at: now,
          updated_at: now,
        })
        .where("id", "=", id)
        .where("sealed_credential", seen === null ? "is" : "=", seen)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    async destroyFallbacks(now) {
      const rows = await db
        .updateTable("connections")
        .set({ fallback_credential: null, fallback_until: null })
        .where("fallback_until", "<=", now)
        .returning("id")
        .execute()
      return rows.map((row) => row.id)
    },
  }
}
