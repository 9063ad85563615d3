import type { Kysely } from "kysely"
import type { RunState } from "#lib/domain/run"
import { claimRuns } from "./claim-runs.ts"
import { keepOutputHashes } from "./output-hashes.ts"
import { carriedRun, isLive, stateColumns } from "./run-columns.ts"
import { type EndedRow, endedColumns, noteEndings } from "./run-endings.ts"
import { keepRunImages } from "./run-images.ts"
import type { RunStore } from "./run-ports.ts"
import type { RunRow, Schema } from "./schema.ts"

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

    async finish(id, ending) {
      return db.transaction().execute(async (tx) => {
        const row = await finishRow(tx, id, ending)
        if (!row) return false
        const endedAt = ending.state.finishedAt ?? row.created_at
        await noteEndings(tx, [{ ...row, status: ending.state.status, state: ending.state, endedAt }])
        await keepRunImages(tx, { id, personId: row.person_id, state: ending.state, endedAt })
        await keepOutputHashes(tx, { ...row, id, state: ending.state, endedAt })
        return true
      })
    },
  }
}

/** The one update by which a run ends; undefined when it had ended before. */
function finishRow(
  db: Kysely<Schema>,
  id: string,
  { state, eventId }: { state: RunState; eventId: string },
): Promise<(EndedRow & Pick<RunRow, "created_at" | "connection_name">) | undefined> {
  return db
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
    .returning([...endedColumns, "created_at", "connection_name"])
    .executeTakeFirst()
}
