import type { Kysely } from "kysely"
import { BracketError } from "#lib/domain/errors"
import { isFinal } from "#lib/domain/outcome"
import { removeEmptyBatches } from "./empty-batches.ts"
import { judgeRun } from "./judgements.ts"
import { isLive, stateColumnNames, stateOf } from "./run-columns.ts"
import type { RunStore } from "./run-ports.ts"
import { runSummaries, summaryRows } from "./run-summary.ts"
import type { Schema } from "./schema.ts"
import type { TextSearch } from "./text-search.ts"

type KeptRuns = Pick<RunStore, "detail" | "change" | "purgeDeleted">

/** One run as its owner sees it: in full, to be starred, judged, deleted and brought back. */
export function keptRuns(db: Kysely<Schema>, search: TextSearch): KeptRuns {
  return {
    async detail(id, personId) {
      const row = await summaryRows(db, search)
        .select(["variant", "request", ...stateColumnNames])
        .select((select) =>
          select
            .selectFrom("batch_setups")
            .select("batch_setups.checks")
            .whereRef("batch_setups.batch_id", "=", "runs.batch_id")
            .as("batch_checks"),
        )
        .where("id", "=", id)
        .where("person_id", "=", personId)
        .executeTakeFirst()
      const [summary] = await runSummaries(db, row ? [row] : [])
      return (
        row &&
        summary && {
          summary,
          variant: JSON.parse(row.variant),
          run: stateOf(row),
          ...(row.batch_checks === null ? {} : { checks: JSON.parse(row.batch_checks) }),
          request: row.request === null ? undefined : JSON.parse(row.request),
        }
      )
    },

    change: (id, personId, { starred, deleted, ...judgement }, now) =>
      db.transaction().execute(async (tx) => {
        const found = await tx
          .selectFrom("runs")
          .select(["status", "deleted_at"])
          .where("id", "=", id)
          .where("person_id", "=", personId)
          // What is deleted is there for its undo only.
          .$if(deleted !== false, (query) => query.where("deleted_at", "is", null))
          .executeTakeFirst()
        if (!found) return false
        if (deleted === true && !isFinal(found.status)) throw stillRunning()
        await judgeRun(tx, id, judgement)
        if (starred === undefined && deleted === undefined) return true
        const changed = await tx
          .updateTable("runs")
          .set({
            ...(starred === undefined ? {} : { starred: starred ? 1 : 0 }),
            ...(deleted === undefined ? {} : { deleted_at: deleted ? now : null }),
          })
          .where("id", "=", id)
          // It may have been put back into the queue since it was read.
          .$if(deleted === true, (query) => query.where((where) => where.not(isLive)))
          .executeTakeFirst()
        if (changed.numUpdatedRows === 0n) throw stillRunning()
        return true
      }),

    purgeDeleted: (before) =>
      db.transaction().execute(async (tx) => {
        const purged = await tx
          .deleteFrom("runs")
          .where("deleted_at", "<", before)
          .returning("batch_id")
          .execute()
        await removeEmptyBatches(tx, purged)
        return purged.length
      }),
  }
}

export function stillRunning(): BracketError {
  return new BracketError("conflict", "A run that is still under way cannot be deleted.", {
    hint: "Stop it first, or wait until it has ended.",
  })
}
