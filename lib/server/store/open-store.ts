import "server-only"
import { openPostgres } from "./postgres-driver.ts"
import { sqlStore } from "./sql-store.ts"
import { openSqlite } from "./sqlite-driver.ts"
import type { Store } from "./store.ts"

export { lockDataFolder } from "./data-folder-lock.ts"
export { StoreOpenError } from "./store-open-error.ts"

/**
 * Opens the store: PostgreSQL when there is a URL for it, else SQLite in the data folder, which it locks for this
 * process. Call `migrate` next. Throws `StoreOpenError` with a sentence and a remedy.
 */
export async function openStore(options: {
  dataDir: string
  databaseUrl?: string
  now?: () => number
}): Promise<Store> {
  const database = options.databaseUrl
    ? await openPostgres(options.databaseUrl)
    : await openSqlite(options.dataDir)
  return sqlStore(database, options.now ?? Date.now)
}
