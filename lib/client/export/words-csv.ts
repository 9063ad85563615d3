import Papa from "papaparse"
import type { WordListContent } from "#lib/domain/compliance/word-list-schema"

/** What a spreadsheet would take for a formula gets an apostrophe before it, which an import takes off again. */
const formula = /^[\s\0]*[=+\-@＝＋－＠|%]/

/** The words of a list with the columns that an import reads. Begins with a byte order mark, for spreadsheets. */
export function wordsToCsv({ words, category, language, action }: WordListContent): string {
  const lines = words.map((word) => ({ word, category, language, action }))
  const fields = ["word", "category", "language", "action"]
  return `\ufeff${Papa.unparse({ fields, data: lines }, { escapeFormulae: formula, newline: "\r\n" })}\r\n`
}
