import Papa from "papaparse"
import type { AuditExportFormat, AuditFilter, AuditItem } from "#lib/domain/audit"
import { csvFormula } from "#lib/domain/csv-formula"
import type { AuditStore } from "#lib/server/store/audit-ports"

const pageSize = 500

/** The columns of the CSV file, the same in every language. */
const fields = [
  "seq",
  "time",
  "person_id",
  "person",
  "action",
  "target",
  "outcome",
  "address",
  "device",
  "request_id",
  "details",
  "previous_hash",
  "hash",
]

/**
 * The entries that a filter shows, newest first, page by page as the text of a file. The CSV begins with a byte order
 * mark, without which Excel garbles Chinese; in JSON Lines the entries are as the API shows them.
 */
export async function* auditFile(
  store: Pick<AuditStore, "list">,
  filter: AuditFilter,
  format: AuditExportFormat,
  names: Record<string, string>,
): AsyncGenerator<string, void> {
  if (format === "csv") yield `\ufeff${fields.join(",")}\r\n`
  let before: number | undefined
  for (;;) {
    const entries = await store.list({ ...filter, limit: pageSize, before })
    before = entries.at(-1)?.seq
    if (before === undefined) return
    if (format === "csv") yield csvLines(entries, names)
    else yield entries.map((entry) => `${JSON.stringify(entry)}\n`).join("")
  }
}

function csvLines(entries: AuditItem[], names: Record<string, string>): string {
  const data = entries.map((entry) => [
    entry.seq,
    new Date(entry.at).toISOString(),
    entry.personId,
    names[entry.personId ?? ""],
    entry.action,
    entry.target,
    entry.outcome,
    entry.address,
    entry.device,
    entry.requestId,
    JSON.stringify(entry.details),
    entry.previousHash,
    entry.hash,
  ])
  return `${Papa.unparse(data, { escapeFormulae: csvFormula, newline: "\r\n" })}\r\n`
}
