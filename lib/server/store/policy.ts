import type { Kysely } from "kysely"
import { policySchema } from "#lib/domain/policy"
import type { PolicyStore } from "./policy-ports.ts"
import type { Schema } from "./schema.ts"

/** What admins allow: one row per name that was ever set. */
export function policyStore(db: Kysely<Schema>): PolicyStore {
  const get: PolicyStore["get"] = async () => {
    const rows = await db.selectFrom("policy").select(["name", "value"]).execute()
    return policySchema.parse(Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value)])))
  }
  return {
    get,
    async set(change, { personId, now }) {
      const rows = Object.entries(change)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => ({
          name,
          value: JSON.stringify(value),
          updated_at: now,
          updated_by: personId,
        }))
      if (rows.length > 0)
        await db
          .insertInto("policy")
          .values(rows)
          .onConflict((conflict) =>
            conflict.column("name").doUpdateSet((eb) => ({
              value: eb.ref("excluded.value"),
              updated_at: eb.ref("excluded.updated_at"),
              updated_by: eb.ref("excluded.updated_by"),
            })),
          )
          .execute()
      return get()
    },
  }
}
