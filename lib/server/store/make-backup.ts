import { mkdir, mkdtemp, rm } from "node:fs/promises"
import path from "node:path"
import { DatabaseSync } from "node:sqlite"
import { databaseName, linkImages, type Manifest, packBackup } from "./backup-archive.ts"
import { copyTables, emptyTables, tablesOf } from "./copy-tables.ts"
import { openPostgres } from "./postgres-driver.ts"
import { sqlStore } from "./sql-store.ts"
import { openSqlite } from "./sqlite-driver.ts"

/**
 * Writes everything that is stored into one file, while Bracket runs: the database as it is at one moment, and the
 * images. The database in it is an SQLite file, whichever engine it comes from. The master key is not in it.
 */
export async function makeBackup(
  source: { dataDir: string; databaseUrl?: string },
  file: string,
  about: { version: string; now: number },
): Promise<Manifest> {
  await mkdir(source.dataDir, { recursive: true, mode: 0o700 })
  // Beside the images, so that links can lead to them.
  const folder = await mkdtemp(path.join(source.dataDir, "backup-"))
  try {
    const rows =
      source.databaseUrl === undefined
        ? copySqlite(source.dataDir, folder)
        : await copyPostgres(source.databaseUrl, folder)
    // After the database: each image that a row of it names was written before that row.
    await linkImages(source.dataDir, folder)
    const engine = source.databaseUrl === undefined ? "sqlite" : "postgres"
    return await packBackup(folder, file, {
      version: about.version,
      madeAt: about.now,
      engine,
      rows: await rows,
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** One reading transaction of SQLite's own, which stops no writer. */
async function copySqlite(dataDir: string, folder: string): Promise<Record<string, number>> {
  const live = new DatabaseSync(path.join(dataDir, databaseName), { readOnly: true, timeout: 5_000 })
  try {
    live.prepare("vacuum into ?").run(path.join(folder, databaseName))
  } finally {
    live.close()
  }
  const copy = new DatabaseSync(path.join(folder, databaseName), { readOnly: true })
  try {
    const names = copy
      .prepare(
        "select name from sqlite_schema where type = 'table' and name not like 'kysely%' order by name",
      )
      .all()
    const count = (name: string) => copy.prepare(`select count(*) as count from "${name}"`).get()?.count
    return Object.fromEntries(names.map(({ name }) => [String(name), Number(count(String(name)))]))
  } finally {
    copy.close()
  }
}

/** Row by row into an SQLite file with the same tables, from one transaction that sees one moment. */
async function copyPostgres(databaseUrl: string, folder: string): Promise<Record<string, number>> {
  const live = await openPostgres(databaseUrl)
  try {
    const copy = await openSqlite(folder)
    try {
      await sqlStore(copy, Date.now).migrate()
      const tables = await tablesOf(copy.db)
      // New tables begin with some rows of their own, which come with the others.
      await emptyTables(copy.db, tables)
      return await live.db
        .transaction()
        .setIsolationLevel("repeatable read")
        .setAccessMode("read only")
        .execute((reading) =>
          copy.db.transaction().execute((writing) => copyTables(reading, writing, tables)),
        )
    } finally {
      await copy.close()
    }
  } finally {
    await live.close()
  }
}
