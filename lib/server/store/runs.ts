import type { Kysely } from "kysely"
import { claimRuns } from "./claim-runs.ts"
import { carriedRun, isLive, stateColumns } from "./run-columns.ts"
import type { Schema } from "./schema.ts"
import type { RunStore } from "./store.ts"

type CarryingRuns = Pick<
  RunStore,
  "get" | "ofBatch" | "countByStatus" | "claim" | "flush" | "recordRequest" | "finish"
>

/** Runs on their way: claimed once, written while they stream, ended once. Every write is one conditional update. */
export function carryingRuns(db: Kysely<Schema>): CarryingRuns {
  const kept = () => db.selectFrom("runs").selectAll().where("deleted_at", "is", null)

  return {
    async get(id) {
      const row = await kept().where("id", "=", id).executeTakeFirst()
      return row && carriedRun(row)
    },

    async ofBatch(batchId) {
      const rows = await kept()
        .where("batch_id", "=", batchId)
        .orderBy("variant_index")
        .orderBy("row_index")
        .orderBy("sample")
        .orderBy("id")
        .execute()
      return rows.map(carriedRun)
    },

    async countByStatus(batchId) {
      const rows = await db
        .selectFrom("runs")
        .select((select) => ["status", select.fn.countAll<number>().as("count")])
        .where("batch_id", "=", batchId)
        .groupBy("status")
        .execute()
      return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
    },

    claim: async (id, lease) => (await claimRuns(db, [id], lease)) > 0,

    async flush(id, { state, eventId }) {
      // Not the status: a claimed run stays claimed, even though its first event may still say "waiting".
      await db
        .updateTable("runs")
        .set({ ...stateColumns(state), event_id: eventId })
        .where("id", "=", id)
        .where(isLive)
        .execute()
    },

    async recordRequest(id, request, attempt) {
      await db
        .updateTable("runs")
        .set({ request: JSON.stringify(request), attempt })
        .where("id", "=", id)
        .execute()
    },

    async finish(id, { state, eventId }) {
      const finished = await db
        .updateTable("runs")
        .set({
          ...stateColumns(state),
          status: state.status,
          event_id: eventId,
          node: null,
          lease_until: null,
        })
        .where("id", "=", id)
        .where(isLive)
        .executeTakeFirst()
      return finished.numUpdatedRows > 0n
    },
  }
}
