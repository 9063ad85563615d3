import type { Transaction } from "kysely"
import type { Schema } from "./schema.ts"

/** Removes the batches of runs that have just been removed, where nothing of them is left. */
export async function removeEmptyBatches(
  tx: Transaction<Schema>,
  removed: { batch_id: string }[],
): Promise<void> {
  for (const id of new Set(removed.map(({ batch_id }) => batch_id)))
    await tx
      .deleteFrom("batches")
      .where("id", "=", id)
      .where((where) =>
        where.not(where.exists(where.selectFrom("runs").select("runs.id").where("runs.batch_id", "=", id))),
      )
      .execute()
}
