import { type RawBuilder, type SqlBool, sql } from "kysely"
import * as z from "zod/mini"
import { BracketError } from "#lib/domain/errors"

const cursorSchema = z.tuple([z.int(), z.string()])

/** Where a page ended: the moment and the id of its last row, opaque to whoever passes it on. */
export function cursorAfter(last: { created_at: number; id: string }): string {
  return writePageCursor([last.created_at, last.id])
}

/** The condition that continues a list (newest first) after a cursor. Throws when it is not one of ours. */
export function olderThan(cursor: string): RawBuilder<SqlBool> {
  const [createdAt, id] = readPageCursor(cursor, cursorSchema)
  return sql`(created_at, id) < (${createdAt}, ${id})`
}

/** A place in a list, as opaque text. */
export function writePageCursor(place: (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url")
}

/** The place that a cursor stands for. Throws `BracketError("invalid_input")` when it is not one of this list. */
export function readPageCursor<S extends z.ZodMiniType>(cursor: string, place: S): z.output<S> {
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()))
  } catch (cause) {
    throw new BracketError("invalid_input", "This cursor does not belong to this list.", {
      hint: "Pass the nextCursor of the page before, or none for the first page.",
      field: "cursor",
      cause,
    })
  }
}
