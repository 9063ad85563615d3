import { randomUUID } from "node:crypto"
import { mkdir, mkdtemp, rm } from "node:fs/promises"
import path from "node:path"
import { DatabaseSync } from "node:sqlite"
import { chained, rowOf } from "./audit-chain.ts"
import type { AuditEntry } from "./audit-ports.ts"
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

/** Leaves an entry in the audit log of what was saved: whoever has the file has everything. Throws when that cannot be written. */
export async function noteBackup(
  source: { dataDir: string; databaseUrl?: string },
  file: string,
  { rows, images, madeAt }: Manifest,
): Promise<void> {
  const entry: AuditEntry = {
    id: randomUUID(),
    at: madeAt,
    personId: null,
    action: "backup.make",
    target: path.basename(file),
    outcome: "ok",
    address: "server",
    device: "",
    requestId: "",
    details: { people: rows.people ?? 0, runs: rows.runs ?? 0, images },
  }
  if (source.databaseUrl === undefined) return appendToSqlite(source.dataDir, entry)
  const live = await openPostgres(source.databaseUrl)
  try {
    await sqlStore(live, Date.now).audit.append([entry])
  } finally {
    await live.close()
  }
}

/** Past the lock on the data folder, which the running server holds: its writer and this one take turns at the file. */
function appendToSqlite(dataDir: string, entry: AuditEntry): void {
  const live = new DatabaseSync(path.join(dataDir, databaseName), { timeout: 5_000 })
  try {
    live.exec("begin immediate")
    const head = live.prepare("select seq, hash from audit_head where id = 'chain'").get()
    const [row] = chained([rowOf(entry)], { seq: Number(head?.seq), hash: String(head?.hash) })
    if (!head || !row) throw new Error("The audit log has no end to go on from.")
    const names = Object.keys(row)
    live
      .prepare(`insert into audit (${names.join(", ")}) values (${names.map(() => "?").join(", ")})`)
      .run(...Object.values(row))
    live.prepare("update audit_head set seq = ?, hash = ? where id = 'chain'").run(row.seq, row.hash)
    live.exec("commit")
  } finally {
    // What was begun and not committed is undone.
    live.close()
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
