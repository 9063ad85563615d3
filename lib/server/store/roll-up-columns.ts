import type { Figures } from "#lib/domain/monitor/figures"
import { readNumberTally, readTally, writeTally } from "#lib/domain/monitor/tally-text"
import type { RollUpRow } from "./schema.ts"

/** The columns that hold figures; sums of plain ones and tallies that were joined by commas read just the same. */
export type RollUpColumns = Omit<
  RollUpRow,
  "id" | "width" | "person_id" | "at" | "connection_id" | "model" | "kind"
>

export function rollUpColumns(figures: Figures): RollUpColumns {
  const { inputTokens, outputTokens, errors, ttft, total, ...counts } = figures
  return {
    ...counts,
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    errors: writeTally(errors),
    ttft: writeTally(ttft),
    total: writeTally(total),
  }
}

export function figuresOf(row: RollUpColumns): Figures {
  return {
    requests: row.requests,
    runs: row.runs,
    succeeded: row.succeeded,
    failed: row.failed,
    cancelled: row.cancelled,
    interrupted: row.interrupted,
    blocked: row.blocked,
    cached: row.cached,
    retries: row.retries,
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    cost: row.cost,
    errors: readTally(row.errors),
    ttft: readNumberTally(row.ttft),
    total: readNumberTally(row.total),
  }
}
