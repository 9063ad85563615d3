import { maxWordChars, type WordAction, wordActions } from "#lib/domain/compliance/word-list-schema"
import { isBlank, normalizeText, readRecords } from "./csv-records.ts"
import { decodeText, type TextEncodingName } from "./decode-text.ts"
import { wordKey } from "./word-lines.ts"

/** Words of a file that share category, language and action; undefined where the file does not say. */
export interface WordGroup {
  category?: string
  language?: string
  action?: WordAction
  words: string[]
}

/** A line that was left out, and why. */
export interface FaultyLine {
  line: number
  problem: "too_long" | "no_word" | "action"
}

export type WordFileReading =
  | {
      ok: true
      groups: WordGroup[]
      empty: number
      duplicates: number
      faulty: FaultyLine[]
      encoding: TextEncodingName
    }
  | { ok: false; problem: "not_text" | "too_large" | "empty" | "unreadable" }
  /** The quoted cell that begins in this line is never closed. */
  | { ok: false; problem: "quotes"; line: number }

/** In bytes; some 100,000 words. */
const maxFileBytes = 4 * 1024 * 1024

/** Names of columns that a first line may give, in either language. */
const headers: Record<string, "word" | "category" | "language" | "action"> = {
  word: "word",
  words: "word",
  keyword: "word",
  词: "word",
  词语: "word",
  关键词: "word",
  category: "category",
  类别: "category",
  分类: "category",
  language: "language",
  语言: "language",
  action: "action",
  动作: "action",
  处理: "action",
}
const usualOrder = ["word", "category", "language", "action"] as const
const actionNames: Record<string, WordAction> = {
  ...Object.fromEntries(wordActions.map((action) => [action, action])),
  标记: "flag",
  遮盖: "mask",
  拦截: "block",
}

/**
 * Reads a file of words: one column, or the columns word, category, language and action, with or without a first line
 * that names them. Nothing throws: blank lines and repetitions are counted, faulty lines named, the rest is taken.
 */
export async function readWordFile(file: Blob): Promise<WordFileReading> {
  if (file.size > maxFileBytes) return { ok: false, problem: "too_large" }
  const bytes = await file.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    () => undefined,
  )
  if (!bytes) return { ok: false, problem: "unreadable" }
  const decoded = decodeText(bytes)
  if (!decoded.ok) return { ok: false, problem: "not_text" }
  const text = normalizeText(decoded.text)
  const { records, brokenQuoteLine } = await readRecords(text, { keep: Number.POSITIVE_INFINITY })
  if (brokenQuoteLine !== undefined) return { ok: false, problem: "quotes", line: brokenQuoteLine }
  const named = records[0]?.cells.map((cell) => headers[cell.trim().toLowerCase()])
  const hasHeader = named?.[0] !== undefined && named.every((name) => name !== undefined)
  const columns: readonly string[] = hasHeader ? named.map(String) : usualOrder
  const reading = {
    groups: new Map<string, WordGroup>(),
    empty: 0,
    duplicates: 0,
    faulty: [] as FaultyLine[],
  }
  const seen = new Set<string>()
  for (const record of hasHeader ? records.slice(1) : records) {
    // The end of the last line begins no other.
    if (record === records.at(-1) && record.cells.length === 1 && record.cells[0] === "") continue
    if (isBlank(record)) reading.empty++
    else take(record, columns, reading, seen)
  }
  const groups = [...reading.groups.values()]
  if (groups.length === 0 && reading.faulty.length === 0) return { ok: false, problem: "empty" }
  return { ok: true, ...reading, groups, encoding: decoded.encoding }
}

function take(
  { line, cells }: { line: number; cells: string[] },
  columns: readonly string[],
  reading: { groups: Map<string, WordGroup>; duplicates: number; faulty: FaultyLine[] },
  seen: Set<string>,
): void {
  const cell = (name: string) => cells[columns.indexOf(name)]?.trim() || undefined
  // An apostrophe before what a spreadsheet would take for a formula is the export's.
  const word = cell("word")?.replace(/^'(?=\s*[=+\-@＝＋－＠|%])/, "")
  const named = cell("action")
  const action = named === undefined ? undefined : actionNames[named.toLowerCase()]
  if (word === undefined) reading.faulty.push({ line, problem: "no_word" })
  else if (word.length > maxWordChars) reading.faulty.push({ line, problem: "too_long" })
  else if (named !== undefined && action === undefined) reading.faulty.push({ line, problem: "action" })
  else {
    const [category, language] = [cell("category"), cell("language")]
    const key = JSON.stringify([category, language, action])
    const group = reading.groups.get(key) ?? { category, language, action, words: [] }
    reading.groups.set(key, group)
    const wordAndGroup = `${key} ${wordKey(word)}`
    if (seen.has(wordAndGroup)) reading.duplicates++
    else group.words.push(word)
    seen.add(wordAndGroup)
  }
}
