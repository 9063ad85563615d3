import type { Kysely } from "kysely"
import type { RetentionRun } from "#lib/domain/retention"
import type { RetentionProgress, RetentionStore } from "./retention-ports.ts"
import type { RetentionRunRow, Schema } from "./schema.ts"

/** The one run of the job that may be under way has this. */
const slot = "running"

/** The book of the nightly job: one run at a time, on whatever node, and each night done once. */
export function retentionRuns(db: Kysely<Schema>): Pick<RetentionStore, "begin" | "beat" | "end" | "runs"> {
  return {
    begin: ({ id, night, now, leaseUntil }) =>
      db.transaction().execute(async (tx) => {
        await tx
          .updateTable("retention_runs")
          .set({ slot: null, status: "lost", finished_at: now })
          .where("slot", "=", slot)
          .where("lease_until", "<", now)
          .execute()
        const begun = await tx
          .insertInto("retention_runs")
          .values({
            id,
            slot,
            night,
            started_at: now,
            finished_at: null,
            lease_until: leaseUntil,
            status: "running",
            gone: "{}",
            failure: null,
          })
          .onConflict((conflict) => conflict.doNothing())
          .returning("id")
          .executeTakeFirst()
        if (!begun) return false
        if (night === null) return true
        // Looked at with the slot in hand: nobody does it meanwhile.
        const done = await tx
          .selectFrom("retention_runs")
          .select("id")
          .where("night", "=", night)
          .where("status", "in", ["done", "failed"])
          .limit(1)
          .executeTakeFirst()
        if (done) await tx.deleteFrom("retention_runs").where("id", "=", id).execute()
        return done === undefined
      }),

    async beat(id, progress, leaseUntil) {
      await db
        .updateTable("retention_runs")
        .set({ ...columnsOf(progress), lease_until: leaseUntil })
        .where("id", "=", id)
        .where("slot", "=", slot)
        .execute()
    },

    async end(id, progress, now) {
      await db
        .updateTable("retention_runs")
        .set({ ...columnsOf(progress), slot: null, finished_at: now })
        .where("id", "=", id)
        .where("slot", "=", slot)
        .execute()
    },

    async runs(limit) {
      const rows = await db
        .selectFrom("retention_runs")
        .selectAll()
        .orderBy("started_at", "desc")
        .orderBy("id", "desc")
        .limit(limit)
        .execute()
      return rows.map(retentionRun)
    },
  }
}

const columnsOf = ({ status, gone, failure }: RetentionProgress) => ({
  status,
  gone: JSON.stringify(gone),
  failure: failure === null ? null : JSON.stringify(failure),
})

function retentionRun(row: RetentionRunRow): RetentionRun {
  return {
    id: row.id,
    trigger: row.night === null ? "asked" : "night",
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    status: row.status,
    gone: JSON.parse(row.gone),
    failure: row.failure === null ? null : JSON.parse(row.failure),
  }
}
