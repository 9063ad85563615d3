import path from "node:path"
import { Kysely, sql } from "kysely"
import { lockDataFolder } from "./data-folder-lock.ts"
import { ownerOnlyFile } from "./owner-only-file.ts"
import type { Schema } from "./schema.ts"
import type { OpenedDatabase } from "./sql-store.ts"
import { sqliteDialect } from "./sqlite-dialect.ts"
import { SqliteThread } from "./sqlite-thread.ts"
import { StoreOpenError } from "./store-open-error.ts"
import { containsPattern, type TextSearch } from "./text-search.ts"

/** Substrings by `like`: letters A to Z in either case, all others as they are. */
const sqliteSearch: TextSearch = {
  contains: (column, word) => sql`${sql.ref(column)} like ${containsPattern(word)} escape '\\'`,
  firstHit: (column, word) => sql`instr(lower(${sql.ref(column)}), lower(${word}))`,
}

/** Opens `<dataDir>/bracket.db` for this process alone. Throws `StoreOpenError`. */
export async function openSqlite(dataDir: string): Promise<OpenedDatabase> {
  const lock = lockDataFolder(dataDir)
  try {
    const threads = await openThreads(path.join(dataDir, "bracket.db"))
    const db = new Kysely<Schema>({ dialect: sqliteDialect(threads) })
    return {
      db,
      search: sqliteSearch,
      async close() {
        // Kysely destroys a driver only when it was used.
        await db.destroy()
        await threads.reader.close()
        await threads.writer.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

async function openThreads(file: string): Promise<{ writer: SqliteThread; reader: SqliteThread }> {
  try {
    const writer = await SqliteThread.open({ file: ownerOnlyFile(file), role: "writer" })
    const reader = await SqliteThread.open({ file, role: "reader" }).catch(async (error: unknown) => {
      await writer.close()
      throw error
    })
    return { writer, reader }
  } catch (cause) {
    throw new StoreOpenError(
      `The database ${file} cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}.`,
      "If it is damaged, put back a backup of it, or move it away to start with an empty one.",
      cause,
    )
  }
}
