import type { Kysely } from "kysely"
import type * as z from "zod/mini"
import type { Schema } from "./schema.ts"

/** What admins allow in one matter, under one name; each key that was never set has its default. */
export function policyPart<S extends z.ZodMiniType>(db: Kysely<Schema>, name: string, schema: S) {
  return {
    async get(): Promise<z.output<S> & { updatedAt: number | null }> {
      const row = await db
        .selectFrom("policy")
        .select(["value", "updated_at"])
        .where("name", "=", name)
        .executeTakeFirst()
      const value = schema.parse(row ? JSON.parse(row.value) : {})
      return Object.assign({}, value, { updatedAt: row?.updated_at ?? null })
    },

    async set(value: z.output<S>, by: { personId: string; now: number }): Promise<void> {
      const row = { value: JSON.stringify(value), updated_at: by.now, updated_by: by.personId }
      await db
        .insertInto("policy")
        .values({ name, ...row })
        .onConflict((conflict) => conflict.column("name").doUpdateSet(row))
        .execute()
    },
  }
}
