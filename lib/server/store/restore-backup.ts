import { randomUUID } from "node:crypto"
import { existsSync } from "node:fs"
import { link, mkdir, mkdtemp, rename, rm } from "node:fs/promises"
import path from "node:path"
import { DatabaseSync } from "node:sqlite"
import { sql } from "kysely"
import { BackupError, databaseName, linkImages, type Manifest, unpackBackup } from "./backup-archive.ts"
import { copyTables, tablesOf } from "./copy-tables.ts"
import { lockDataFolder } from "./data-folder-lock.ts"
import { openPostgres } from "./postgres-driver.ts"
import { type OpenedDatabase, sqlStore } from "./sql-store.ts"
import { openSqlite } from "./sqlite-driver.ts"
import type { Store } from "./store.ts"

export interface RestoreOptions {
  /** What stands there now may go. */
  replace: boolean
  now: number
  /** Looks at what would be restored, and throws where it must not be. */
  inspect?: (store: Store) => Promise<void>
}

/**
 * Puts a backup in the place of what is stored: proved first, brought up to date, and only then in one step. Nobody stays
 * signed in: a session that was ended since must not come back. Throws `BackupError`, `StoreOpenError` where Bracket
 * still runs on the data folder, and what `inspect` throws; nothing has changed then.
 */
export async function restoreBackup(
  file: string,
  target: { dataDir: string; databaseUrl?: string },
  options: RestoreOptions,
): Promise<Manifest> {
  const lock = lockDataFolder(target.dataDir)
  try {
    const folder = await mkdtemp(path.join(target.dataDir, "restore-"))
    try {
      const manifest = await unpackBackup(file, folder)
      const staged = await openSqlite(folder)
      try {
        await prepare(staged, { file, madeAt: manifest.madeAt }, options)
        if (target.databaseUrl !== undefined) await intoPostgres(staged, target.databaseUrl, options)
      } finally {
        await staged.close()
      }
      await mkdir(path.join(target.dataDir, "images"), { recursive: true, mode: 0o700 })
      await linkImages(folder, target.dataDir)
      if (target.databaseUrl === undefined) await intoDataFolder(folder, target.dataDir, options)
      return manifest
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  } finally {
    lock.release()
  }
}

async function prepare(
  staged: OpenedDatabase,
  { file, madeAt }: { file: string; madeAt: number },
  { inspect, now }: RestoreOptions,
): Promise<void> {
  const store = sqlStore(staged, () => now)
  try {
    await store.migrate()
  } catch (cause) {
    throw new BackupError(
      `${file} cannot be brought up to date: ${cause instanceof Error ? cause.message : String(cause)}.`,
      "A backup of a later Bracket needs at least that version.",
      cause,
    )
  }
  await inspect?.(store)
  await store.audit.append([
    {
      id: randomUUID(),
      at: now,
      personId: null,
      action: "backup.restore",
      target: new Date(madeAt).toISOString(),
      outcome: "ok",
      address: "server",
      device: "",
      requestId: "",
      details: {},
    },
  ])
  await staged.db.updateTable("sessions").set({ ended_at: now }).where("ended_at", "is", null).execute()
}

/** The file changes places in one step; the one before it is kept beside it. */
async function intoDataFolder(
  folder: string,
  dataDir: string,
  { replace, now }: RestoreOptions,
): Promise<void> {
  const current = path.join(dataDir, databaseName)
  if (existsSync(current)) {
    if (!replace) throw notEmpty(`The data folder ${dataDir} already has a database.`)
    // What still stands in the write-ahead log goes into the file: it would else be taken for the new file's.
    const old = new DatabaseSync(current)
    old.exec("pragma wal_checkpoint(truncate)")
    old.close()
    await link(current, `${current}.before-restore-${now}`)
  }
  await rename(path.join(folder, databaseName), current)
}

async function intoPostgres(
  staged: OpenedDatabase,
  databaseUrl: string,
  { replace, now }: RestoreOptions,
): Promise<void> {
  const opened = await openPostgres(databaseUrl)
  try {
    await sqlStore(opened, () => now).migrate()
    const tables = await tablesOf(staged.db)
    await opened.db.transaction().execute(async (writing) => {
      const { rows } = await sql`select 1 from people limit 1`.execute(writing)
      if (rows.length > 0 && !replace) throw notEmpty("The database of DATABASE_URL is not empty.")
      await sql`truncate ${sql.join(tables.map(({ name }) => sql.table(name)))}`.execute(writing)
      await copyTables(staged.db, writing, tables)
    })
  } finally {
    await opened.close()
  }
}

const notEmpty = (sentence: string): BackupError =>
  new BackupError(sentence, "Add --replace to put the backup in its place.")
