import type { Kysely, SqlBool } from "kysely"
import { sql } from "kysely"
import type { RunError } from "#lib/domain/errors"
import { queuedRun, type RunState } from "#lib/domain/run"
import { addReplacedCost } from "./batch-setups.ts"
import { forgetJudgements } from "./judgements.ts"
import { keepOutputHashes } from "./output-hashes.ts"
import { carriedRun, isLive, stateColumns, stateOf } from "./run-columns.ts"
import { endedColumns, noteEndings } from "./run-endings.ts"
import { keepRunImages, setAsideRunImages } from "./run-images.ts"
import type { CarriedRun, LeaseHolder, RunStore } from "./run-ports.ts"
import type { RunRow, Schema } from "./schema.ts"

type RunLeases = Pick<
  RunStore,
  "cancelQueued" | "renewLeases" | "expireAllLeases" | "interruptExpired" | "leaseHolders" | "requeue"
>

const interrupted: RunError = {
  code: "interrupted",
  message: "The server stopped while this run was under way.",
  hint: "What had arrived is kept. Run it again for a whole answer.",
  retryable: true,
}

const rowsPerTransaction = 100

/** Who vouches for which run, and what happens to the runs for which nobody does any more. */
export function runLeases(db: Kysely<Schema>): RunLeases {
  return {
    async cancelQueued(batchId, at) {
      await db.transaction().execute(async (tx) => {
        const rows = await tx
          .updateTable("runs")
          .set({ status: "cancelled", finished_at: at, node: null, lease_until: null })
          .where("batch_id", "=", batchId)
          .where("status", "=", "queued")
          .returning(endedColumns)
          .execute()
        await noteEndings(
          tx,
          rows.map((row) => ({ ...row, status: "cancelled", endedAt: at })),
        )
      })
    },

    async renewLeases(node, until) {
      await db
        .updateTable("runs")
        .set({ lease_until: until })
        .where("node", "=", node)
        .where(isLive)
        .execute()
    },

    async expireAllLeases() {
      await db.updateTable("runs").set({ node: null, lease_until: null }).where(isLive).execute()
    },

    async leaseHolders() {
      const rows = await db
        .selectFrom("runs")
        .select((eb) => ["node", eb.fn.max("lease_until").as("until")])
        .where(isLive)
        .where("node", "is not", null)
        .where("lease_until", "is not", null)
        .groupBy("node")
        .execute()
      return rows.map(({ node, until }) => ({ node: node ?? "", until: Number(until) }))
    },

    async interruptExpired(now, dead) {
      const expired = dead ? left(dead) : sql<SqlBool>`(lease_until is null or lease_until <= ${now})`
      const rows = await db.selectFrom("runs").selectAll().where(isLive).where(expired).execute()
      // One order for all nodes, so that none holds what another waits for; sorted here, because SQLite would
      // walk the whole table by its key to sort it there.
      rows.sort((a, b) => (a.id < b.id ? -1 : 1))
      const mine: { id: string; batchId: string }[] = []
      // In portions, so that a thousand runs are no thousand commits and writers are not kept waiting for long.
      for (let start = 0; start < rows.length; start += rowsPerTransaction)
        await db.transaction().execute(async (tx) => {
          for (const row of rows.slice(start, start + rowsPerTransaction)) {
            const state = interruptedState(row, now)
            // Another node may sweep at the same moment, or the carrier may still write: then the row is no
            // longer as it was read, this update does not touch it, and whoever came first reports it.
            const update = await tx
              .updateTable("runs")
              .set({
                ...stateColumns(state),
                status: "interrupted",
                node: null,
                lease_until: null,
              })
              .where("id", "=", row.id)
              .where(isLive)
              .where(expired)
              .where("event_id", row.event_id === null ? "is" : "=", row.event_id)
              .executeTakeFirst()
            if (update.numUpdatedRows === 0n) continue
            const sent = row.status === "running" ? state : undefined
            await noteEndings(tx, [{ ...row, status: "interrupted", state: sent, endedAt: now }])
            await keepRunImages(tx, { id: row.id, personId: row.person_id, state, endedAt: now })
            await keepOutputHashes(tx, { ...row, state, endedAt: now })
            mine.push({ id: row.id, batchId: row.batch_id })
          }
        })
      return mine
    },

    requeue: (batchId, lease, statuses) =>
      db.transaction().execute(async (tx) => {
        const again = statuses.filter((status) => status !== "queued" && status !== "running")
        if (again.length === 0) return []
        const rows = await tx
          .selectFrom("runs")
          .selectAll()
          .where("batch_id", "=", batchId)
          .where(sql<SqlBool>`status in (${sql.join(again)})`)
          .where("deleted_at", "is", null)
          .orderBy("variant_index")
          .orderBy("row_index")
          .orderBy("sample")
          .orderBy("id")
          .execute()
        const requeued: CarriedRun[] = []
        let replacedCost = 0
        for (const row of rows) {
          const change = {
            ...stateColumns(emptiedState(row)),
            status: "queued" as const,
            node: lease.node,
            lease_until: lease.until,
          }
          const update = await tx
            .updateTable("runs")
            .set(change)
            .where("id", "=", row.id)
            .where("status", "=", row.status)
            .executeTakeFirst()
          if (update.numUpdatedRows === 0n) continue
          requeued.push(carriedRun({ ...row, ...change }))
          replacedCost += row.cost ?? 0
        }
        if (requeued.length === 0) return []
        const ids = requeued.map(({ id }) => id)
        await forgetJudgements(tx, ids)
        await setAsideRunImages(tx, ids)
        if (replacedCost > 0) await addReplacedCost(tx, batchId, replacedCost)
        await tx.updateTable("batches").set({ finished_at: null }).where("id", "=", batchId).execute()
        return requeued
      }),
  }
}

/** Nobody vouches for it, or one of these nodes did and has not since. */
const left = (dead: LeaseHolder[]) =>
  sql<SqlBool>`(lease_until is null${sql.join(
    dead.map(({ node, until }) => sql` or (node = ${node} and lease_until <= ${until})`),
    sql``,
  )})`

function interruptedState(row: RunRow, now: number): RunState {
  const state = stateOf(row)
  return {
    ...state,
    status: "interrupted",
    waiting: undefined,
    progress: undefined,
    error: interrupted,
    finishedAt: now,
    attempts: state.attempts.map((attempt, index) =>
      index === state.attempts.length - 1 && attempt.endedAt === undefined
        ? { ...attempt, endedAt: now, error: interrupted }
        : attempt,
    ),
  }
}

function emptiedState(row: RunRow): RunState {
  const { runId, variantIndex, row: line, sample, attempts, startedAt } = stateOf(row)
  return { ...queuedRun({ runId, variantIndex, row: line, sample }), attempts, startedAt }
}
