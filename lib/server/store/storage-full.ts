import { BracketError } from "#lib/domain/errors"

const systemCodes = new Set(["ENOSPC", "EDQUOT", "53100"])
/** SQLITE_FULL; the upper bits of a result code say more. */
const sqliteFull = 13

/** True when an error, or what it came of, says that there is no room left: of a file, of SQLite or of PostgreSQL. */
export function isStorageFull(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 8; cause = cause.cause, depth++) {
    if (cause instanceof BracketError && cause.code === "storage_full") return true
    if ("resultCode" in cause && (Number(cause.resultCode) & 0xff) === sqliteFull) return true
    if ("code" in cause && systemCodes.has(String(cause.code))) return true
  }
  return false
}

/** What people are told of it. */
export function storageFull(cause?: unknown): BracketError {
  return new BracketError("storage_full", "The storage is full: nothing new can be kept.", {
    hint: "An admin makes room on the disk of the server or the database; everything can still be read.",
    cause,
  })
}
