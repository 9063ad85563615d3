import type { RunSummary } from "#lib/domain/history"
import type { StateColumn } from "./run-columns.ts"
import type { RunRow } from "./schema.ts"

/** The columns of one line of History, but for the previews: small ones only. */
export const summaryColumns = [
  "id",
  "batch_id",
  "kind",
  "status",
  "connection_id",
  "connection_name",
  "model",
  "state",
  "starred",
  "created_at",
] as const

type SummaryRow = Pick<RunRow, (typeof summaryColumns)[number]> & {
  prompt_preview: string
  output_preview: string
}

/** One line of History. */
export function runSummary(row: SummaryRow): RunSummary {
  const { finishReason, error, usage, cost, timing }: StateColumn = JSON.parse(row.state)
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
    timing,
    starred: row.starred === 1,
    createdAt: row.created_at,
  }
}
