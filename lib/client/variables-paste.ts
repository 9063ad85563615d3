import { maxRows, maxTableColumns } from "#lib/domain/setup"
import type { Variables } from "#lib/domain/setup-schema"
import { isVariableName, variableName } from "#lib/domain/template"
import { type CsvRecord, isBlank, normalizeText, readRecords } from "./csv-records.ts"
import { isEmptyTable, newRow, replaceTable } from "./variables-edits.ts"
import { freeName, readTable, type TableProblem, tableOf } from "./variables-import.ts"

/** Where a paste begins: a cell, and the columns as they are shown, which is how a block lies over them. */
export interface PastePlace {
  row: number
  column: number
  columns: string[]
}

export type PasteResult =
  | { ok: true; variables: Variables; rows: number; columns: number }
  | { ok: false; problems: TableProblem[]; firstRows?: Variables }

/**
 * True for what came out of a spreadsheet, so that it belongs in cells and not into one: tabs between cells, or a table
 * in the clipboard's HTML. Lines alone may as well be a text with line breaks.
 */
export function isSpreadsheetPaste(text: string, html: string): boolean {
  return /<table[\s>]/i.test(html) || normalizeText(text).replace(/\n+$/, "").includes("\t")
}

/**
 * Lays a block over the table from a cell on; rows and columns are added as it needs them. Over an empty table the
 * first line may be a header: then the block becomes the table.
 */
export async function pasteIntoTable(
  table: Variables,
  place: PastePlace,
  clipboardText: string,
): Promise<PasteResult> {
  const text = normalizeText(clipboardText).replace(/\n+$/, "")
  if (text.trim() === "") return { ok: false, problems: [{ kind: "empty" }] }
  const records = await readBlock(text)
  if (isEmptyTable(table)) {
    const whole = await readWhole(text, records, place.columns)
    if (whole) return whole
  }
  return overlay(table, place, records)
}

/** Cells as a spreadsheet copies them: tabs between, quotes around those with line breaks. Broken quotes are text. */
async function readBlock(text: string): Promise<CsvRecord[]> {
  const { records, brokenQuoteLine } = await readRecords(text, {
    keep: Number.POSITIVE_INFINITY,
    delimiter: text.includes("\t") ? "\t" : "\u001f",
  })
  if (brokenQuoteLine === undefined) return records
  return text.split("\n").map((line, index) => ({ line: index + 1, cells: line.split("\t") }))
}

/** The block as a table of its own, where its first line is a header; undefined where it is not. */
async function readWhole(
  text: string,
  records: CsvRecord[],
  columns: string[],
): Promise<PasteResult | undefined> {
  const [header, ...lines] = records
  if (header && isHeader(header.cells, columns) && lines.length > 0) {
    const filled = lines.filter((record) => !isBlank(record))
    const padded = filled.map(({ line, cells }) => ({ line, cells: padTo(cells, header.cells.length) }))
    return resultOf(tableOf(header, padded.slice(0, maxRows), padded.length))
  }
  if (text.includes("\t")) return undefined
  // The contents of a CSV file, pasted as they are.
  const reading = await readTable(text)
  const names = reading.ok ? reading.names : (reading.firstRows?.names ?? [])
  return names.length > 1 && isHeader(names, columns) ? resultOf(reading) : undefined
}

function padTo(cells: string[], width: number): string[] {
  return [...cells, ...Array<string>(Math.max(0, width - cells.length)).fill("")]
}

function resultOf(reading: Awaited<ReturnType<typeof readTable>>): PasteResult {
  if (!reading.ok) return reading
  const { names, rows } = reading
  return { ok: true, variables: replaceTable({ names, rows }), rows: rows.length, columns: names.length }
}

/**
 * Names that the prompt or the table has make a line a header; where nothing is named yet, several cells that all
 * could be names.
 */
function isHeader(cells: string[], columns: string[]): boolean {
  const names = cells.map(variableName)
  if (!names.every(isVariableName) || new Set(names).size !== names.length) return false
  return columns.length > 0 ? names.some((name) => columns.includes(name)) : names.length > 1
}

function overlay(table: Variables, { row, column, columns }: PastePlace, records: CsvRecord[]): PasteResult {
  const width = Math.max(...records.map(({ cells }) => cells.length))
  const problems: TableProblem[] = []
  if (column + width > maxTableColumns)
    problems.push({ kind: "too_many_columns", columns: column + width, max: maxTableColumns })
  const needed = row + records.length
  if (needed > maxRows) problems.push({ kind: "too_many_rows", rows: needed, max: maxRows })

  const targets = columns.slice(column, column + width)
  const taken = new Set([...table.names, ...columns])
  while (targets.length < width) {
    const name = freeName(`column_${column + targets.length + 1}`, taken)
    taken.add(name)
    targets.push(name)
  }
  const rows = [...table.rows]
  const fitting = records.slice(0, maxRows - row)
  for (const [index, { cells }] of fitting.entries()) {
    const before = rows[row + index] ?? newRow()
    const pasted = cells.map((cell, at): [string, string] => [targets[at] ?? "", cell])
    rows[row + index] = {
      ...before,
      values: Object.fromEntries([...Object.entries(before.values), ...pasted]),
    }
  }
  const added = targets.filter((name) => !table.names.includes(name))
  const variables = { names: [...table.names, ...added], rows }
  if (problems.length === 0) return { ok: true, variables, rows: records.length, columns: width }
  const isOffered = problems.every(({ kind }) => kind === "too_many_rows")
  return { ok: false, problems, firstRows: isOffered ? variables : undefined }
}
