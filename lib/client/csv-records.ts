/** A line of a table as it stands in its file: a record may span lines where a quoted cell holds line breaks. */
export interface CsvRecord {
  /** Where it begins, from 1. */
  line: number
  cells: string[]
}

export interface CsvReading {
  /** The first `keep` records. */
  records: CsvRecord[]
  /** How many there are, also those that were not kept; the header counts. */
  total: number
  /** Where the quoted cell begins that is never closed as it should be; nothing after it can be relied on. */
  brokenQuoteLine?: number
}

/** Between cells. None of them in the header: one column, and commas are text. */
const delimiters = [",", "\t", ";", "|"]
/** Stands for "no delimiter": a control character that no text has. */
const none = "\u001f"

/** One kind of line break, and no byte order mark. */
export function normalizeText(text: string): string {
  return text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n")
}

/** True for a record that stands for a blank line. */
export function isBlank({ cells }: CsvRecord): boolean {
  return cells.every((cell) => cell.trim() === "")
}

/**
 * Reads normalized text, in one pass: it keeps what fits and only counts the rest. Without a delimiter it finds out
 * by the header and what follows. The parser is loaded when the first table comes.
 */
export async function readRecords(
  text: string,
  { keep, delimiter, skipBlank }: { keep: number; delimiter?: string; skipBlank?: boolean },
): Promise<CsvReading> {
  const { default: Papa } = await import("papaparse")
  const options = { newline: "\n", header: false, skipEmptyLines: false } as const
  const reading: CsvReading = { records: [], total: 0 }
  const lineAt = lineCounter(text)
  let start = 0
  Papa.parse<string[]>(text, {
    ...options,
    delimiter:
      delimiter ?? guessDelimiter(text, (sample, tried) => Papa.parse(sample, { ...options, ...tried })),
    step({ data, errors, meta }, parser) {
      const broken = errors.find(({ type }) => type === "Quotes")
      if (broken) {
        reading.brokenQuoteLine = lineAt(broken.index ?? start)
        parser.abort()
        return
      }
      const record = { line: lineAt(start), cells: data }
      start = meta.cursor
      if (skipBlank && isBlank(record)) return
      reading.total++
      if (reading.records.length < keep) reading.records.push(record)
    },
  })
  return reading
}

type Parse = (sample: string, tried: { delimiter: string }) => { data: unknown[] }

/** Of the delimiters that the header has, the one by which most of the next records have as many cells as it. */
function guessDelimiter(text: string, parse: Parse): string {
  const sample = text.slice(0, 100_000)
  const candidates = delimiters.filter((delimiter) => outsideQuotes(sample).includes(delimiter))
  let best = { delimiter: none, agreeing: -1, cells: 0 }
  for (const delimiter of candidates) {
    const records = (parse(sample, { delimiter }).data as string[][])
      .filter((cells) => cells.some((cell) => cell.trim() !== ""))
      .slice(0, 20)
    const cells = records[0]?.length ?? 0
    const agreeing = records.filter((record) => record.length === cells).length
    if (agreeing > best.agreeing || (agreeing === best.agreeing && cells > best.cells))
      best = { delimiter, agreeing, cells }
  }
  return best.delimiter
}

/** The header's text without what is quoted. */
function outsideQuotes(text: string): string {
  let outside = ""
  let quoted = false
  let begun = false
  for (const char of text) {
    begun ||= char.trim() !== ""
    if (char === '"') quoted = !quoted
    else if (char === "\n" && !quoted && begun) break
    else if (!quoted) outside += char
  }
  return outside
}

/** Line numbers of rising places, without starting over for each. */
function lineCounter(text: string): (index: number) => number {
  let line = 1
  let from = 0
  return (index) => {
    for (;;) {
      const end = text.indexOf("\n", from)
      if (end === -1 || end >= index) return line
      line++
      from = end + 1
    }
  }
}
