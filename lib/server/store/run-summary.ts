import { type Kysely, sql } from "kysely"
import type { RunSummary } from "#lib/domain/history"
import { type BatchFacts, batchFacts } from "./batch-facts.ts"
import { type JudgementColumns, judgementColumns, judgementOf } from "./judgements.ts"
import { imagesOf, type StateColumn } from "./run-columns.ts"
import type { RunRow, Schema } from "./schema.ts"
import { preview, type TextSearch } from "./text-search.ts"

/** The columns of one line of History, but for the previews: small ones only. */
const summaryColumns = [
  "id",
  "batch_id",
  "kind",
  "variant_index",
  "row_index",
  "sample",
  "status",
  "connection_id",
  "connection_name",
  "model",
  "state",
  "starred",
  "created_at",
] as const

type SummaryRow = Pick<RunRow, (typeof summaryColumns)[number]> &
  JudgementColumns & { prompt_preview: string; output_preview: string; shown_images: string | null }

/** How many images of a run its line shows. */
const shownImages = 4
/** Only of runs that make some: in SQLite the column stands behind all the text of a row, which would be read for it. */
const imagesOfImageRuns = sql<string | null>`case when kind = 'image' then images end`

/** Runs that are not deleted, as lines of History; previews around a word when one was searched. */
export function summaryRows(db: Kysely<Schema>, search: TextSearch, word?: string) {
  return db
    .selectFrom("runs")
    .leftJoin("judgements", "judgements.run_id", "runs.id")
    .where("deleted_at", "is", null)
    .select([
      ...summaryColumns,
      ...judgementColumns,
      preview("prompt_text", search, word).as("prompt_preview"),
      preview("text", search, word).as("output_preview"),
      imagesOfImageRuns.as("shown_images"),
    ])
}

/** The lines, with what each says about its batch. */
export async function runSummaries(db: Kysely<Schema>, rows: SummaryRow[]): Promise<RunSummary[]> {
  const facts = await batchFacts(
    db,
    rows.map((row) => row.batch_id),
  )
  return rows.map((row) => runSummary(row, facts.get(row.batch_id)))
}

/** One line of History. */
export function runSummary(row: SummaryRow, batch: BatchFacts | undefined): RunSummary {
  const { finishReason, error, usage, cost, cached, timing, checks }: StateColumn = JSON.parse(row.state)
  const images = imagesOf({ images: row.shown_images })
    ?.slice(0, shownImages)
    .map(({ sha256, width, height }) => ({ sha256, width, height }))
  const columnId = batch?.variantColumns[row.variant_index] ?? undefined
  return {
    id: row.id,
    batchId: row.batch_id,
    kind: row.kind,
    status: row.status,
    finishReason,
    error,
    connectionId: row.connection_id,
    connectionName: row.connection_name,
    model: row.model,
    promptPreview: row.prompt_preview,
    outputPreview: row.output_preview,
    usage,
    cost,
    ...(cached ? { cached: true as const } : {}),
    timing,
    starred: row.starred === 1,
    createdAt: row.created_at,
    variantIndex: row.variant_index,
    row: row.row_index,
    sample: row.sample,
    ...(columnId === undefined ? {} : { columnId }),
    batchRuns: batch?.runs ?? 1,
    judgement: judgementOf(row, checks),
    ...(images ? { images } : {}),
  }
}
