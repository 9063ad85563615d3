import { maxRows, maxTableColumns } from "#lib/domain/setup"
import type { Row, Variables } from "#lib/domain/setup-schema"
import { isVariableName, variableName } from "#lib/domain/template"
import { type CsvRecord, normalizeText, readRecords } from "./csv-records.ts"
import { decodeText, type TextEncodingName } from "./decode-text.ts"
import { newRow } from "./variables-edits.ts"
import { maxFileBytes } from "./variables-limits.ts"

export type TableProblem =
  | { kind: "empty" }
  /** No text: a workbook, a picture. */
  | { kind: "not_text" }
  | { kind: "unreadable" }
  | { kind: "too_large"; bytes: number; max: number }
  /** The quoted cell that begins in this line of the file is not closed as it should be. */
  | { kind: "quotes"; line: number }
  | { kind: "no_rows" }
  | { kind: "too_many_rows"; rows: number; max: number }
  | { kind: "too_many_columns"; columns: number; max: number }
  | { kind: "ragged"; line: number; expected: number; found: number }
  | { kind: "duplicate_header"; name: string; suggestion: string }
  /** No name: `name` is empty. Not a name that a prompt could use: it is as it stands in the file. */
  | { kind: "bad_header"; column: number; name: string; suggestion: string }

export type TableWarning =
  /** Not UTF-8: it was guessed. */
  | { kind: "encoding"; encoding: TextEncodingName }
  /** Columns without a name and without a value were left out. */
  | { kind: "empty_columns"; count: number }

export type TableReading =
  | { ok: true; names: string[]; rows: Row[]; warnings: TableWarning[] }
  | {
      ok: false
      /** The first ones; `more` says how many were left out. */
      problems: TableProblem[]
      more: number
      /** What can be had all the same: the first rows of too many, with names that a prompt can use. */
      firstRows?: Variables
    }

/** As many as one reads; a file with a wrong delimiter has one in each line. */
const maxProblems = 8

/** Reads a file that was chosen or dropped. Nothing throws: what is wrong is in the answer. */
export async function readTableFile(file: Blob): Promise<TableReading> {
  if (file.size > maxFileBytes) return failed([{ kind: "too_large", bytes: file.size, max: maxFileBytes }])
  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    // Gone, or it was a folder.
    return failed([{ kind: "unreadable" }])
  }
  const decoded = decodeText(bytes)
  if (!decoded.ok) return failed([{ kind: "not_text" }])
  const reading = await readTable(decoded.text)
  const isGuess = decoded.encoding === "gb18030" || decoded.encoding === "windows-1252"
  return reading.ok && isGuess
    ? { ...reading, warnings: [...reading.warnings, { kind: "encoding", encoding: decoded.encoding }] }
    : reading
}

/** Reads CSV or TSV whose first line names the variables. */
export async function readTable(source: string): Promise<TableReading> {
  const text = normalizeText(source)
  if (text.trim() === "") return failed([{ kind: "empty" }])
  if (text.includes("\0")) return failed([{ kind: "not_text" }])
  const { records, total, brokenQuoteLine } = await readRecords(text, {
    keep: maxRows + 1,
    skipBlank: true,
  })
  if (brokenQuoteLine !== undefined) return failed([{ kind: "quotes", line: brokenQuoteLine }])
  const [header, ...lines] = records
  return header ? tableOf(header, lines, total - 1) : failed([{ kind: "empty" }])
}

/** Makes a table of records. `total`: how many there were, where not all are here. */
export function tableOf(header: CsvRecord, lines: CsvRecord[], total = lines.length): TableReading {
  const width = usedWidth(header, lines)
  const found = header.cells.slice(0, width)
  const { names, problems } = namesOf(found)
  const fixable = problems.length
  if (width > maxTableColumns)
    problems.unshift({ kind: "too_many_columns", columns: width, max: maxTableColumns })
  if (total === 0) problems.push({ kind: "no_rows" })
  for (const { line, cells } of lines) {
    const count = cells.findLastIndex((cell, index) => index < width || cell.trim() !== "") + 1
    if (count !== width) problems.push({ kind: "ragged", line, expected: width, found: count })
  }
  const isWhole = problems.length === fixable
  const rows = (isWhole ? lines : []).map(({ cells }) =>
    newRow(Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""]))),
  )
  if (total > maxRows) problems.push({ kind: "too_many_rows", rows: total, max: maxRows })
  if (problems.length > 0) return failed(problems, isWhole ? { names, rows } : undefined)
  const left = header.cells.length - width
  return { ok: true, names, rows, warnings: left > 0 ? [{ kind: "empty_columns", count: left }] : [] }
}

/** Spreadsheets save columns that were used once: those without a name and a value, at the end, do not count. */
function usedWidth(header: CsvRecord, lines: CsvRecord[]): number {
  let width = header.cells.length
  while (width > 1 && [header, ...lines].every(({ cells }) => (cells[width - 1] ?? "").trim() === "")) width--
  return width
}

/** Names for the columns, each once and such that a prompt can use it, and what was wrong with those that were found. */
function namesOf(cells: string[]): { names: string[]; problems: TableProblem[] } {
  const problems: TableProblem[] = []
  const found = cells.map(variableName)
  const taken = new Set(found.filter(isVariableName))
  const names = new Set<string>()
  for (const [index, name] of found.entries()) {
    if (isVariableName(name) && !names.has(name)) {
      names.add(name)
      continue
    }
    const column = index + 1
    const suggestion = freeName(possibleName(name) || `column_${column}`, taken)
    taken.add(suggestion)
    names.add(suggestion)
    problems.push(
      isVariableName(name)
        ? { kind: "duplicate_header", name, suggestion }
        : { kind: "bad_header", column, name, suggestion },
    )
  }
  return { names: [...names], problems }
}

/** The nearest name to what was written: "First name (given)" is First_name_given. */
export function possibleName(text: string): string {
  return variableName(text)
    .replace(/[^\p{L}\p{M}\p{N}_.-]+/gu, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 60)
}

/** The name itself, or with the first number that makes it new. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name
  for (let number = 2; taken.has(free); number++) free = `${name}_${number}`
  return free
}

function failed(problems: TableProblem[], firstRows?: Variables): TableReading {
  return {
    ok: false,
    problems: problems.slice(0, maxProblems),
    more: Math.max(0, problems.length - maxProblems),
    firstRows,
  }
}
