import { type Kysely, sql } from "kysely"
import { type BatchSummary, shownBatchRuns } from "#lib/domain/history"
import { batchFacts } from "./batch-facts.ts"
import type { BatchStore } from "./batch-ports.ts"
import { keptBatches } from "./batches.ts"
import { judgementColumns, judgementOf } from "./judgements.ts"
import { cursorAfter, olderThan } from "./page-cursor.ts"
import { stateColumnNames, stateOf } from "./run-columns.ts"
import { runSummary, summaryRows } from "./run-summary.ts"
import type { Schema } from "./schema.ts"
import type { TextSearch } from "./text-search.ts"

/** A person's batches as History shows them: a page of entries, or one to be put back. */
export function batchHistory(db: Kysely<Schema>, search: TextSearch): Pick<BatchStore, "list" | "detail"> {
  /** The first runs of each of these batches, in the order of a comparison. */
  function firstRuns(batchIds: string[]) {
    const place = sql<number>`row_number() over (
      partition by batch_id order by variant_index, row_index, sample, id)`
    const placed = db
      .selectFrom("runs")
      .select(["id", place.as("place")])
      .where("batch_id", "in", batchIds)
      .where("deleted_at", "is", null)
    return summaryRows(db, search)
      .where("runs.id", "in", (select) =>
        select.selectFrom(placed.as("placed")).select("placed.id").where("place", "<=", shownBatchRuns),
      )
      .orderBy("variant_index")
      .orderBy("row_index")
      .orderBy("sample")
      .orderBy("id")
      .execute()
  }

  return {
    async list(personId, { limit, cursor }) {
      const rows = await keptBatches(db, personId)
        .$if(cursor !== undefined, (query) => query.where(olderThan(cursor ?? "")))
        .select(["id", "kind", "created_at", "finished_at"])
        .orderBy("created_at", "desc")
        .orderBy("id", "desc")
        .limit(limit + 1)
        .execute()
      const page = rows.slice(0, limit)
      const last = page.at(-1)
      if (!last) return { batches: [], nextCursor: null }
      const ids = page.map(({ id }) => id)
      const [facts, runs] = await Promise.all([batchFacts(db, ids), firstRuns(ids)])
      const batches = page.map((row): BatchSummary => {
        const known = facts.get(row.id)
        return {
          id: row.id,
          kind: row.kind,
          createdAt: row.created_at,
          finishedAt: row.finished_at,
          counts: known?.counts ?? {},
          ...(known?.cost === undefined ? {} : { cost: known.cost }),
          columns: known?.columns ?? [],
          runs: runs.filter((run) => run.batch_id === row.id).map((run) => runSummary(run, known)),
        }
      })
      return { batches, nextCursor: rows.length > limit ? cursorAfter(last) : null }
    },

    async detail(id, personId) {
      const batch = await keptBatches(db, personId)
        .leftJoin("batch_setups", "batch_setups.batch_id", "batches.id")
        .select(["created_at", "finished_at", "setup"])
        .where("id", "=", id)
        .executeTakeFirst()
      if (!batch) return undefined
      const rows = await db
        .selectFrom("runs")
        .leftJoin("judgements", "judgements.run_id", "runs.id")
        .select(["variant", ...stateColumnNames, ...judgementColumns])
        .where("batch_id", "=", id)
        .where("deleted_at", "is", null)
        .orderBy("variant_index")
        .orderBy("row_index")
        .orderBy("sample")
        .orderBy("id")
        .execute()
      return {
        id,
        createdAt: batch.created_at,
        finishedAt: batch.finished_at,
        ...(batch.setup === null ? {} : { setup: JSON.parse(batch.setup) }),
        runs: rows.map((row) => {
          const run = stateOf(row)
          return { variant: JSON.parse(row.variant), run, judgement: judgementOf(row, run.checks) }
        }),
      }
    },
  }
}
