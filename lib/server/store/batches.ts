import type { Kysely, Transaction } from "kysely"
import type { Variant } from "#lib/domain/batch"
import { BracketError } from "#lib/domain/errors"
import type { BatchStore } from "./batch-ports.ts"
import { cacheMode, insertSetup, joinSetup, spending } from "./batch-setups.ts"
import { claimRuns } from "./claim-runs.ts"
import { queuedRow } from "./run-columns.ts"
import { noteImageUses } from "./run-images.ts"
import type { BatchRow, RunRow, Schema } from "./schema.ts"

/** Rows in one insert: engines limit the parameters of a statement. */
const rowsPerInsert = 100

/** A person's batches. One whose runs were all deleted is gone for its owner. */
export function keptBatches(db: Kysely<Schema>, personId: string) {
  return db
    .selectFrom("batches")
    .where("batches.person_id", "=", personId)
    .where((where) =>
      where.exists(
        where
          .selectFrom("runs")
          .select("runs.id")
          .whereRef("runs.batch_id", "=", "batches.id")
          .where("runs.deleted_at", "is", null),
      ),
    )
}

/** Batches as they are carried, and the runs that are written with them. */
export function batchStore(
  db: Kysely<Schema>,
  now: () => number,
): Omit<BatchStore, "list" | "detail" | "change"> {
  return {
    create: (batch, runs, lease, claimed = 0) =>
      db.transaction().execute(async (tx) => {
        const inserted = await tx
          .insertInto("batches")
          .values({
            id: batch.id,
            person_id: batch.personId,
            kind: batch.kind,
            concurrency: batch.concurrency,
            variants: JSON.stringify(batch.variants),
            preset_id: null,
            created_at: batch.createdAt,
            finished_at: null,
          })
          .onConflict((conflict) => conflict.column("id").doNothing())
          .executeTakeFirst()
        if (!inserted.numInsertedOrUpdatedRows) return { created: false }
        await insertSetup(tx, batch.id, batch.variants, batch)
        await insertRuns(
          tx,
          runs.map((run) => queuedRow(run, batch, lease)),
        )
        await noteImageUses(tx, runs)
        if (claimed > 0)
          await claimRuns(
            tx,
            runs.slice(0, claimed).map(({ id }) => id),
            lease,
          )
        return { created: true }
      }),

    join: (batchId, { variants, ...settings }, runs, lease) =>
      db.transaction().execute(async (tx) => {
        const batch = await holdBatch(tx, batchId)
        const owner = { id: batch.id, personId: batch.person_id, kind: batch.kind, createdAt: now() }
        const known: Variant[] = JSON.parse(batch.variants)
        const placed = runs.map((run) => ({ ...run, variantIndex: known.length + run.variantIndex }))
        const added = await insertRuns(
          tx,
          placed.map((run) => queuedRow(run, owner, lease)),
        )
        // Asked a second time: everything is there already, the variants too.
        if (added === 0) return []
        await noteImageUses(tx, placed)
        await tx
          .updateTable("batches")
          .set({ variants: JSON.stringify([...known, ...variants]), finished_at: null })
          .where("id", "=", batchId)
          .execute()
        await joinSetup(tx, batchId, known.length, variants, settings)
        return placed
      }),

    async get(id, personId) {
      const row = await keptBatches(db, personId)
        .leftJoin("batch_setups", "batch_setups.batch_id", "batches.id")
        .select(["id", "kind", "concurrency", "created_at", "finished_at", "cost_ceiling", "checks"])
        .where("id", "=", id)
        .executeTakeFirst()
      return (
        row && {
          id,
          personId,
          kind: row.kind,
          concurrency: row.concurrency,
          createdAt: row.created_at,
          finishedAt: row.finished_at,
          ...(row.cost_ceiling === null ? {} : { costCeiling: row.cost_ceiling }),
          checks: row.checks === null ? [] : JSON.parse(row.checks),
        }
      )
    },

    isOwned: async (id, personId) =>
      (await keptBatches(db, personId).select("id").where("id", "=", id).executeTakeFirst()) !== undefined,

    spending: (id) => spending(db, id),

    cacheMode: (id) => cacheMode(db, id),

    async unfinished(personId) {
      const rows = await db
        .selectFrom("batches")
        .select("id")
        .where("person_id", "=", personId)
        .where("finished_at", "is", null)
        .execute()
      return rows.map(({ id }) => id)
    },

    async finish(id, at) {
      await db.updateTable("batches").set({ finished_at: at }).where("id", "=", id).execute()
    },
  }
}

/** Reads a batch and keeps others from changing it until the transaction ends. */
async function holdBatch(tx: Transaction<Schema>, id: string): Promise<BatchRow> {
  // A write that changes nothing locks the row in both engines; "for update" exists in one of them only.
  await tx.updateTable("batches").set({ id }).where("id", "=", id).execute()
  const batch = await tx.selectFrom("batches").selectAll().where("id", "=", id).executeTakeFirst()
  if (!batch) throw new BracketError("not_found", "This batch does not exist.")
  return batch
}

/** Writes the runs whose ids are not there yet; how many that were. */
async function insertRuns(tx: Transaction<Schema>, rows: RunRow[]): Promise<number> {
  let added = 0
  for (let start = 0; start < rows.length; start += rowsPerInsert) {
    const result = await tx
      .insertInto("runs")
      .values(rows.slice(start, start + rowsPerInsert))
      .onConflict((conflict) => conflict.column("id").doNothing())
      .executeTakeFirst()
    added += Number(result.numInsertedOrUpdatedRows ?? 0)
  }
  return added
}
