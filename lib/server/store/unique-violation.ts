/** SQLite's extended codes for a value, or a primary key, that is already there. */
const sqliteConflicts = [2067, 1555]
const postgresUniqueViolation = "23505"

/** True for the error of either engine that says: this value must be unique and is taken. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ("resultCode" in error) return sqliteConflicts.includes(Number(error.resultCode))
  return "code" in error && error.code === postgresUniqueViolation
}
