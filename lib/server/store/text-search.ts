import type { RawBuilder, SqlBool } from "kysely"
import { sql } from "kysely"

/** The texts in which a person searches: of runs, of presets, and of the audit log. */
export type SearchedColumn = "prompt_text" | "text" | "search_text" | "tags" | "target" | "details"

/** How an engine finds a word in a text: the only queries that differ between the two. */
export interface TextSearch {
  /** True where the column contains the word, whatever the case of its letters. */
  contains(column: SearchedColumn, word: string): RawBuilder<SqlBool>
  /** Where the word first stands in the column, from 1; 0 when it does not. */
  firstHit(column: SearchedColumn, word: string): RawBuilder<number>
}

/** How much of a text a list shows, and how much of that stands before the word that was found. */
const previewChars = 280
const charsBeforeHit = 80

/** The words of a search, all of which must occur. */
export function searchWords(q: string | undefined): string[] {
  return [...new Set((q ?? "").split(/\s+/u).filter((word) => word !== ""))]
}

/** A `like` pattern for a text that contains the word as it is; the escape character is `\`. */
export function containsPattern(word: string): string {
  return `%${word.replaceAll(/[\\%_]/g, (special) => `\\${special}`)}%`
}

/** The beginning of a text, or the part of it around the first hit of a word. */
export function preview(
  column: SearchedColumn,
  search: TextSearch,
  word: string | undefined,
): RawBuilder<string> {
  const whole = sql.ref(column)
  const beginning = sql<string>`substr(${whole}, 1, ${sql.lit(previewChars)})`
  if (word === undefined) return beginning
  const hit = search.firstHit(column, word)
  const around = sql`substr(${whole}, ${hit} - ${sql.lit(charsBeforeHit)}, ${sql.lit(previewChars)})`
  return sql<string>`case when ${hit} > ${sql.lit(charsBeforeHit)} then '…' || ${around} else ${beginning} end`
}
