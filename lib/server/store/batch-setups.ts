import type { Kysely, Transaction } from "kysely"
import type { CacheMode } from "#lib/domain/answer-cache"
import type { Variant } from "#lib/domain/batch"
import type { BatchSettings } from "./batch-ports.ts"
import type { BatchSetupRow, Schema } from "./schema.ts"

/** Keeps what a new batch was given beside its variants, when there is any of it. */
export async function insertSetup(
  tx: Transaction<Schema>,
  batchId: string,
  variants: Variant[],
  settings: BatchSettings,
): Promise<void> {
  const row = setupRow(batchId, undefined, 0, variants, settings)
  if (saysSomething(row)) await tx.insertInto("batch_setups").values(row).execute()
}

/** The same for runs that join; `known`: how many variants the batch has already. */
export async function joinSetup(
  tx: Transaction<Schema>,
  batchId: string,
  known: number,
  variants: Variant[],
  settings: BatchSettings,
): Promise<void> {
  const before = await tx
    .selectFrom("batch_setups")
    .selectAll()
    .where("batch_id", "=", batchId)
    .executeTakeFirst()
  const row = setupRow(batchId, before, known, variants, settings)
  if (before || saysSomething(row))
    await tx
      .insertInto("batch_setups")
      .values(row)
      .onConflict((conflict) => conflict.column("batch_id").doUpdateSet(row))
      .execute()
}

/** Adds the cost of outcomes that are about to be replaced. */
export async function addReplacedCost(tx: Transaction<Schema>, batchId: string, cost: number): Promise<void> {
  const row = { ...setupRow(batchId, undefined, 0, [], {}), replaced_cost: cost }
  await tx
    .insertInto("batch_setups")
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column("batch_id")
        .doUpdateSet((set) => ({ replaced_cost: set("batch_setups.replaced_cost", "+", cost) })),
    )
    .execute()
}

/** See `BatchStore.spending`; answered by two look-ups in indexes. */
export async function spending(
  db: Kysely<Schema>,
  batchId: string,
): Promise<{ ceiling: number; spent: number } | undefined> {
  const row = await db
    .selectFrom("batch_setups")
    .select((select) => [
      "cost_ceiling",
      "replaced_cost",
      select
        .selectFrom("runs")
        .select((sum) => sum.fn.sum<number | null>("runs.cost").as("cost"))
        .whereRef("runs.batch_id", "=", "batch_setups.batch_id")
        .as("cost"),
    ])
    .where("batch_id", "=", batchId)
    .executeTakeFirst()
  if (!row || row.cost_ceiling === null) return undefined
  return { ceiling: row.cost_ceiling, spent: row.replaced_cost + (row.cost ?? 0) }
}

/** See `BatchStore.cacheMode`. */
export async function cacheMode(db: Kysely<Schema>, batchId: string): Promise<CacheMode> {
  const row = await db
    .selectFrom("batch_setups")
    .select("setup")
    .where("batch_id", "=", batchId)
    .executeTakeFirst()
  if (!row?.setup) return "off"
  const { cache = "auto" }: { cache?: CacheMode } = JSON.parse(row.setup)
  return cache
}

/** The column of each variant, of a batch whose row says so. */
export function variantColumns(row: Pick<BatchSetupRow, "variant_columns"> | undefined): (string | null)[] {
  return row === undefined ? [] : JSON.parse(row.variant_columns)
}

function setupRow(
  batchId: string,
  before: BatchSetupRow | undefined,
  known: number,
  variants: Variant[],
  { costCeiling, checks, setup }: BatchSettings,
): BatchSetupRow {
  const columns = variantColumns(before)
  // Variants that came before anybody named a column.
  while (columns.length < known) columns.push(null)
  return {
    batch_id: batchId,
    cost_ceiling: costCeiling ?? null,
    replaced_cost: before?.replaced_cost ?? 0,
    columns: setup
      ? JSON.stringify(setup.columns.map(({ id, name }) => ({ id, name })))
      : (before?.columns ?? "[]"),
    variant_columns: JSON.stringify([...columns, ...variants.map(({ columnId }) => columnId ?? null)]),
    checks: checks ? JSON.stringify(checks) : (before?.checks ?? null),
    setup: setup ? JSON.stringify(setup) : (before?.setup ?? null),
  }
}

function saysSomething(row: BatchSetupRow): boolean {
  const { cost_ceiling, checks, setup } = row
  return [cost_ceiling, checks, setup, ...variantColumns(row)].some((part) => part !== null)
}
