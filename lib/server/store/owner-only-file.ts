import { chmodSync, closeSync, existsSync, openSync } from "node:fs"

/**
 * Makes a file (when it is not there) that only its owner may read, before SQLite opens it; the files that
 * SQLite puts beside it inherit its rights. Returns the path.
 */
export function ownerOnlyFile(file: string): string {
  // Never opened when it is there: closing any descriptor of a file drops all locks that this process has on it.
  if (!existsSync(file)) closeSync(openSync(file, "a", 0o600))
  // A restored backup or a careless copy may have widened the rights.
  chmodSync(file, 0o600)
  return file
}
