import type { Kysely } from "kysely"
import type { CallFigures } from "./alert-ports.ts"
import type { Schema } from "./schema.ts"

/** A call that ends now was sent an hour ago at most: by that the index of a connection's runs finds it. */
const longestCallMs = 3_600_000

/** More calls than these say no more. */
const mostCalls = 20_000

/** See `AlertStore.callFigures`. Of what was sent: a run that was refused here, or stopped, says nothing of the service. */
export async function callFigures(
  db: Kysely<Schema>,
  { from, to, connectionId }: { from: number; to: number; connectionId?: string },
): Promise<CallFigures> {
  const rows = await db
    .selectFrom("runs")
    .select(["status", "error_code", "ttft_ms", "total_ms"])
    .where("started_at", ">=", from - longestCallMs)
    .where("finished_at", ">=", from)
    .where("finished_at", "<", to)
    .where("status", "in", ["succeeded", "failed"])
    .$if(connectionId !== undefined, (query) => query.where("connection_id", "=", connectionId ?? ""))
    .orderBy("started_at", "desc")
    .limit(mostCalls)
    .execute()
  const errorsByCode: Record<string, number> = {}
  const failed = rows.filter(({ status }) => status === "failed")
  for (const { error_code } of failed)
    errorsByCode[error_code ?? "unknown"] = (errorsByCode[error_code ?? "unknown"] ?? 0) + 1
  const times = (column: "ttft_ms" | "total_ms") =>
    rows.flatMap((row) => (row.status === "succeeded" && row[column] !== null ? [row[column]] : []))
  return {
    calls: rows.length,
    failed: failed.length,
    errorsByCode,
    ttftP90Ms: p90(times("ttft_ms")),
    totalP90Ms: p90(times("total_ms")),
  }
}

/** The value that nine of ten do not exceed. */
function p90(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.9) - 1] ?? null
}
