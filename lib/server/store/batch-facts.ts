import type { Kysely } from "kysely"
import type { BatchSummary } from "#lib/domain/history"
import { variantColumns } from "./batch-setups.ts"
import type { Schema } from "./schema.ts"

/** What is known of a batch without reading a run: from the index of its tallies, and the small part of its setup. */
export interface BatchFacts {
  /** By status, deleted runs left out. */
  counts: Record<string, number>
  runs: number
  cost: number | undefined
  columns: BatchSummary["columns"]
  /** The column of each variant. */
  variantColumns: (string | null)[]
}

/** The facts of these batches, by id. */
export async function batchFacts(
  db: Kysely<Schema>,
  batchIds: Iterable<string>,
): Promise<Map<string, BatchFacts>> {
  const ids = [...new Set(batchIds)]
  if (ids.length === 0) return new Map()
  const [tallies, setups] = await Promise.all([
    db
      .selectFrom("runs")
      .select((select) => [
        "batch_id",
        "status",
        select.fn.countAll<number>().as("count"),
        select.fn.sum<number | null>("cost").as("cost"),
      ])
      .where("batch_id", "in", ids)
      .where("deleted_at", "is", null)
      .groupBy(["batch_id", "status"])
      .execute(),
    db
      .selectFrom("batch_setups")
      .select(["batch_id", "columns", "variant_columns"])
      .where("batch_id", "in", ids)
      .execute(),
  ])
  return new Map(
    ids.map((id) => {
      const own = tallies.filter((tally) => tally.batch_id === id)
      const setup = setups.find((row) => row.batch_id === id)
      const costs = own.flatMap(({ cost }) => (cost === null ? [] : [cost]))
      return [
        id,
        {
          counts: Object.fromEntries(own.map(({ status, count }) => [status, count])),
          runs: own.reduce((sum, { count }) => sum + count, 0),
          cost: costs.length > 0 ? costs.reduce((sum, cost) => sum + cost) : undefined,
          columns: setup ? JSON.parse(setup.columns) : [],
          variantColumns: variantColumns(setup),
        },
      ]
    }),
  )
}
