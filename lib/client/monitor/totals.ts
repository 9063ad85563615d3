import { download } from "#lib/client/export/download"
import { fileNameOf } from "#lib/client/export/file-name"
import { csvFormula } from "#lib/domain/csv-formula"
import type { TotalsAnswer } from "#lib/domain/monitor/answers"

export type TotalsRow = TotalsAnswer["rows"][number]

export const totalsColumns = ["name", "runs", "failed", "inputTokens", "outputTokens", "cost"] as const
export type TotalsColumn = (typeof totalsColumns)[number]

export interface Order {
  by: TotalsColumn
  down: boolean
}

/** Rows in an order; equal ones by their names. */
export function sortedRows(
  rows: TotalsRow[],
  nameOf: (row: TotalsRow) => string,
  { by, down }: Order,
): TotalsRow[] {
  const compare = (a: TotalsRow, b: TotalsRow) =>
    by === "name" ? 0 : a[by] === b[by] ? 0 : a[by] < b[by] ? -1 : 1
  return rows.toSorted(
    (a, b) =>
      (down ? -1 : 1) * (compare(a, b) || nameOf(a).localeCompare(nameOf(b), undefined, { numeric: true })),
  )
}

/** Saves rows as a table for spreadsheets; the names in its first line are the same in every language. */
export async function saveTotals(
  by: string,
  rows: TotalsRow[],
  nameOf: (row: TotalsRow) => string,
): Promise<void> {
  const { default: Papa } = await import("papaparse")
  const data = rows.map((row) => ({
    [by]: nameOf(row),
    ...(by === "day" ? {} : { id: row.key }),
    runs: row.runs,
    succeeded: row.succeeded,
    failed: row.failed,
    cancelled: row.cancelled,
    interrupted: row.interrupted,
    blocked: row.blocked,
    cached: row.cached,
    retries: row.retries,
    requests: row.requests,
    input_tokens: row.inputTokens,
    output_tokens: row.outputTokens,
    cost_usd: row.cost,
    first_token_p90_ms: row.ttft?.p90,
    total_p90_ms: row.total?.p90,
  }))
  // Names come from people: none of them may be taken for a formula.
  const csv = Papa.unparse(data, { newline: "\r\n", escapeFormulae: csvFormula })
  download(fileNameOf(`monitor-${by}`, Date.now(), "csv"), "text/csv;charset=utf-8", `\ufeff${csv}\r\n`)
}
