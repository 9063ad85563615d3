import { randomUUID } from "node:crypto"
import type { Transaction } from "kysely"
import { sentAttempts } from "#lib/domain/monitor/sent-attempts"
import type { RunState } from "#lib/domain/run"
import type { RunEndingRow, RunRow, Schema } from "./schema.ts"

/** What an update that ends runs has to return of them. */
export const endedColumns = ["person_id", "connection_id", "model", "kind"] as const

export type EndedRow = Pick<RunRow, (typeof endedColumns)[number]>

/** A run that has just ended. Without a state: it never left the queue. `endedAt`: epoch ms. */
export type Ended = EndedRow & { status: string; state?: RunState; endedAt: number }

/** Rows in one insert: engines limit the parameters of a statement. */
const rowsPerInsert = 100

/**
 * Writes down that runs have ended, in the transaction that ends them: so each ending is counted once, whatever becomes
 * of the run afterwards. Rows of their own, for nodes that end runs at the same moment must not wait for each other.
 */
export async function noteEndings(tx: Transaction<Schema>, ended: Ended[]): Promise<void> {
  const rows = ended.map(endingRow)
  for (let start = 0; start < rows.length; start += rowsPerInsert)
    await tx
      .insertInto("run_endings")
      .values(rows.slice(start, start + rowsPerInsert))
      .execute()
}

function endingRow({ person_id, connection_id, model, kind, status, state, endedAt }: Ended): RunEndingRow {
  const sent = state ? sentAttempts(state) : []
  return {
    id: randomUUID(),
    at: Math.round(endedAt),
    sent: sent.join(","),
    person_id,
    connection_id,
    model,
    kind,
    status,
    error_code: state?.error?.code ?? null,
    cached: state?.cached ? 1 : 0,
    retries: Math.max(0, sent.length - 1),
    input_tokens: state?.usage?.inputTokens ?? null,
    output_tokens: state?.usage?.outputTokens ?? null,
    cost: state?.cost ?? null,
    ttft_ms: state?.timing?.ttftMs ?? null,
    total_ms: state?.timing?.totalMs ?? null,
  }
}
