import Papa from "papaparse"
import { csvFormula } from "#lib/domain/csv-formula"
import type { ReviewItem } from "#lib/domain/review"

/** Samples and what was said about them, for spreadsheets; no prompt and no output. */
export function reviewCsv(items: ReviewItem[]): string {
  const lines = items.map((item) => ({
    id: item.id,
    period: item.periodId,
    kind: item.kind,
    model: item.model,
    chosen: item.flagged ? "flagged" : "random",
    run_ended: moment(item.endedAt),
    verdict: item.verdict,
    category: item.category,
    note: item.note,
    reviewer: item.reviewer && (item.reviewer.name ?? item.reviewer.id),
    reviewed: moment(item.reviewedAt),
  }))
  return `\ufeff${Papa.unparse(lines, { escapeFormulae: csvFormula, newline: "\r\n" })}\r\n`
}

const moment = (at: number | null): string => (at === null ? "" : new Date(at).toISOString())
