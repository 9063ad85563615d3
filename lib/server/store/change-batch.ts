import type { Kysely } from "kysely"
import type { BatchStore } from "./batch-ports.ts"
import { stillRunning } from "./kept-runs.ts"
import { isLive } from "./run-columns.ts"
import type { Schema } from "./schema.ts"

/** All runs of a batch, starred, deleted and brought back together: one by one a large batch would meet the limits. */
export function changeBatch(db: Kysely<Schema>): Pick<BatchStore, "change"> {
  return {
    change: (id, personId, { starred, deleted }, now) =>
      db.transaction().execute(async (tx) => {
        const own = tx.updateTable("runs").where("batch_id", "=", id).where("person_id", "=", personId)
        if (deleted === false) {
          // What was deleted before, one by one, was meant to be gone.
          const last = tx
            .selectFrom("runs")
            .select((select) => select.fn.max("deleted_at").as("last"))
            .where("batch_id", "=", id)
          const { numUpdatedRows } = await own
            .set({ deleted_at: null })
            .where("deleted_at", "=", last)
            .executeTakeFirst()
          if (numUpdatedRows === 0n) return false
        }
        const kept = own.where("deleted_at", "is", null)
        if (starred !== undefined) {
          const { numUpdatedRows } = await kept.set({ starred: starred ? 1 : 0 }).executeTakeFirst()
          if (numUpdatedRows === 0n) return false
        }
        if (deleted !== true) return true
        const { numUpdatedRows } = await kept
          .set({ deleted_at: now })
          .where((where) => where.not(isLive))
          .executeTakeFirst()
        const left = await tx
          .selectFrom("runs")
          .select("id")
          .where("batch_id", "=", id)
          .where("person_id", "=", personId)
          .where("deleted_at", "is", null)
          .limit(1)
          .executeTakeFirst()
        if (left) throw stillRunning()
        return numUpdatedRows > 0n
      }),
  }
}
