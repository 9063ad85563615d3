import type { Kysely } from "kysely"
import type { ConnectionRow, Schema } from "./schema.ts"
import type { ConnectionStore } from "./store.ts"

/** Connections: everyone's and people's own. */
export function connectionStore(db: Kysely<Schema>): ConnectionStore {
  return {
    async visibleTo(personId) {
      const rows = await db
        .selectFrom("connections")
        .selectAll()
        .where("disabled", "=", 0)
        .where((where) => where.or([where("owner_id", "is", null), where("owner_id", "=", personId)]))
        .execute()
      return rows.sort(bySandboxThenName)
    },

    get: (id) => db.selectFrom("connections").selectAll().where("id", "=", id).executeTakeFirst(),

    async put(row) {
      const { id, created_at, models, ...replaced } = row
      await db
        .insertInto("connections")
        .values(row)
        .onConflict((conflict) => conflict.column("id").doUpdateSet(replaced))
        .execute()
    },

    async setModels(id, models) {
      await db
        .updateTable("connections")
        .set({ models: JSON.stringify(models) })
        .where("id", "=", id)
        .execute()
    },

    async disableEnvironmentExcept(ids) {
      await db
        .updateTable("connections")
        .set({ disabled: 1 })
        .where("source", "=", "environment")
        // An empty list is no SQL.
        .$if(ids.length > 0, (query) => query.where("id", "not in", ids))
        .execute()
    },
  }
}

/** Sorted here and not in SQL: the engines collate names differently, and they are few. */
function bySandboxThenName(a: ConnectionRow, b: ConnectionRow): number {
  const sandboxFirst = Number(b.provider === "sandbox") - Number(a.provider === "sandbox")
  return sandboxFirst || a.name.localeCompare(b.name, "en") || (a.id < b.id ? -1 : 1)
}
