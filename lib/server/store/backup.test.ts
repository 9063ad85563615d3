import { createHash, randomUUID } from "node:crypto"
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { sql } from "kysely"
import { Client } from "pg"
import { afterAll, afterEach, describe, expect, it } from "vitest"
import { chainStart } from "./audit-chain.ts"
import { anEntry } from "./audit-contract.ts"
import { aBatch, aPerson, finishRun } from "./contract-fixtures.ts"
import { tablesOf } from "./copy-tables.ts"
import { makeBackup, noteBackup } from "./make-backup.ts"
import { openPostgres } from "./postgres-driver.ts"
import { restoreBackup } from "./restore-backup.ts"
import { type OpenedDatabase, sqlStore } from "./sql-store.ts"
import { openSqlite } from "./sqlite-driver.ts"

const databaseUrl = process.env.TEST_DATABASE_URL ?? ""
const about = { version: "1.2.3", now: 5_000 }
const folders: string[] = []
const databases: string[] = []

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "bracket-backup-"))
  folders.push(folder)
  return folder
}

/** Where Bracket keeps its things; `databaseUrl` leads to an empty database of its own. */
interface Place {
  dataDir: string
  databaseUrl?: string
}

const places = {
  SQLite: async (): Promise<Place> => ({ dataDir: newFolder() }),
  PostgreSQL: async (): Promise<Place> => {
    // Not a schema: while one goes, whoever lists the tables of the same database may fail.
    const database = `bracket_${randomUUID().replaceAll("-", "")}`
    databases.push(database)
    await withClient((client) => client.query(`create database ${database} template template0`))
    const url = new URL(databaseUrl)
    url.pathname = database
    return { dataDir: newFolder(), databaseUrl: url.href }
  },
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})
afterAll(async () => {
  if (databases.length > 0)
    await withClient(async (client) => {
      for (const database of databases) await client.query(`drop database if exists ${database} with (force)`)
    })
})

const open = (place: Place): Promise<OpenedDatabase> =>
  place.databaseUrl === undefined ? openSqlite(place.dataDir) : openPostgres(place.databaseUrl)

/** Everything that is stored, table by table, in the order of its keys. */
async function contentsOf(place: Place): Promise<Record<string, unknown[]>> {
  const reference = await openSqlite(newFolder())
  await sqlStore(reference, () => 1).migrate()
  const tables = await tablesOf(reference.db)
  await reference.close()
  const opened = await open(place)
  const contents: Record<string, unknown[]> = {}
  for (const { name, columns, key } of tables) {
    const { rows } = await sql<Record<string, unknown>>`
      select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(name)}
      order by ${sql.join(key.map((column) => sql.ref(column)))}`.execute(opened.db)
    contents[name] = rows
  }
  await opened.close()
  return contents
}

const image = Buffer.from("an image")
const imageName = path.join("a".repeat(32), createHash("sha256").update(image).digest("hex"))

/** A Bracket with somebody, runs of odd texts, more rows than go into one page, and an image. */
async function fill(place: Place, opened: OpenedDatabase) {
  const store = sqlStore(opened, () => 100)
  await store.migrate()
  const person = await aPerson(store, { name: "安 O'Neil", email: "ann@example.org" })
  await store.sessions.create({
    id: randomUUID(),
    person_id: person.id,
    created_at: 1,
    expires_at: 9_999_999,
    last_seen_at: 1,
    user_agent: "",
    address: "direct",
    ended_at: null,
  })
  const { runIds } = await aBatch(
    store,
    person.id,
    Array.from({ length: 450 }, (_, n) => `Prompt ${n}`),
  )
  for (const [n, runId] of runIds.entries())
    await finishRun(store, runId, `Answer "${n}" 🦊\n\\ 中文`, { cost: 0.1 * n })
  mkdirSync(path.dirname(path.join(place.dataDir, "images", imageName)), { recursive: true })
  writeFileSync(path.join(place.dataDir, "images", imageName), image)
  writeFileSync(path.join(place.dataDir, "images", `${imageName}.320.webp`), "a thumbnail")
  return { store, person, runIds }
}

const engines = databaseUrl === "" ? (["SQLite"] as const) : (["SQLite", "PostgreSQL"] as const)

for (const source of engines)
  for (const target of engines)
    it(`what was saved from ${source} stands whole in ${target} again`, async () => {
      const from = await places[source]()
      const opened = await open(from)
      await fill(from, opened)
      const file = path.join(newFolder(), "saved.bracket")
      // While Bracket runs: the database stays open.
      const made = await makeBackup(from, file, about)
      await opened.close()
      expect(made).toMatchObject({ images: 1, rows: { people: 1, runs: 450 } })
      expect(statSync(file).mode & 0o077).toBe(0)

      const to = await places[target]()
      await restoreBackup(file, to, { replace: false, now: 7_000 })
      const before = await contentsOf(from)
      expect(await contentsOf(to)).toEqual({
        ...before,
        // What was done is written down where it was done.
        audit: [expect.objectContaining({ action: "backup.restore", seq: 1 })],
        audit_head: [expect.objectContaining({ seq: 1 })],
        sessions: before.sessions?.map((row) => ({ ...(row as object), ended_at: 7_000 })),
      })
      expect(readFileSync(path.join(to.dataDir, "images", imageName))).toEqual(image)
      expect(readdirSync(to.dataDir).filter((name) => /^(backup|restore)-/.test(name))).toEqual([])
      expect(readdirSync(from.dataDir).filter((name) => /^(backup|restore)-/.test(name))).toEqual([])
    }, 120_000)

describe.each(engines)("on %s", (engine) => {
  it("a backup is of one moment, however much is written meanwhile", async () => {
    const from = await places[engine]()
    const opened = await open(from)
    const { store, person } = await fill(from, opened)
    let writing = true
    const writer = (async () => {
      while (writing) await aBatch(store, person.id, ["later", "later still"])
    })()
    const file = path.join(newFolder(), "saved.bracket")
    await makeBackup(from, file, about)
    writing = false
    await writer
    await opened.close()

    const to = { dataDir: newFolder() }
    await restoreBackup(file, to, { replace: false, now: 7_000 })
    const { batches = [], runs = [] } = await contentsOf(to)
    const ids = new Set(batches.map((batch) => (batch as { id: string }).id))
    expect(runs.length).toBe(450 + (batches.length - 1) * 2)
    expect(runs.every((run) => ids.has((run as { batch_id: string }).batch_id))).toBe(true)
  }, 120_000)

  it("that a backup was made stands in the audit log, between what the running server writes", async () => {
    const from = await places[engine]()
    const opened = await open(from)
    const { store } = await fill(from, opened)
    const file = path.join(newFolder(), "saved.bracket")
    const made = await makeBackup(from, file, about)
    await Promise.all([
      ...Array.from({ length: 10 }, (_, index) => store.audit.append([anEntry(index + 1)])),
      noteBackup(from, file, made),
    ])
    const rows = await store.audit.walk(0, 20)
    await opened.close()
    expect(rows.find(({ action }) => action === "backup.make")).toMatchObject({
      target: "saved.bracket",
      details: JSON.stringify({ people: 1, runs: 450, images: 1 }),
    })
    expect(rows.map(({ previous_hash }) => previous_hash)).toEqual([
      chainStart,
      ...rows.slice(0, -1).map(({ hash }) => hash),
    ])
    expect(rows).toHaveLength(11)
  }, 120_000)

  it("what is stored now is replaced only when that is said, and whole", async () => {
    const from = await places[engine]()
    const opened = await open(from)
    await fill(from, opened)
    const file = path.join(newFolder(), "saved.bracket")
    await makeBackup(from, file, about)
    await opened.close()

    const to = await places[engine]()
    const other = await open(to)
    const store = sqlStore(other, () => 1)
    await store.migrate()
    const bob = await aPerson(store, { name: "Bob" })
    await other.close()
    await expect(restoreBackup(file, to, { replace: false, now: 7_000 })).rejects.toMatchObject({
      name: "BackupError",
      remedy: expect.stringContaining("--replace"),
    })
    expect((await contentsOf(to)).people).toMatchObject([{ id: bob.id }])
    await restoreBackup(file, to, { replace: true, now: 7_000 })
    expect((await contentsOf(to)).people).toMatchObject([{ name: "安 O'Neil" }])
    if (engine === "SQLite")
      expect(existsSync(path.join(to.dataDir, "bracket.db.before-restore-7000"))).toBe(true)
  }, 120_000)
})

describe("a backup that must not be restored", () => {
  async function saved(): Promise<string> {
    const from = await places.SQLite()
    const opened = await open(from)
    await fill(from, opened)
    const file = path.join(newFolder(), "saved.bracket")
    await makeBackup(from, file, about)
    await opened.close()
    return file
  }

  it.each([
    ["cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    [
      "changed in the middle",
      (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === 20_000 ? byte ^ 1 : byte))),
    ],
    ["no backup at all", () => Buffer.from("hello")],
    ["empty", () => Buffer.alloc(0)],
  ])("one that is %s is named, and nothing changes", async (_name, spoil) => {
    const file = await saved()
    writeFileSync(file, spoil(readFileSync(file)))
    const to = await places.SQLite()
    await expect(restoreBackup(file, to, { replace: true, now: 1 })).rejects.toMatchObject({
      name: "BackupError",
    })
    expect(readdirSync(to.dataDir)).toEqual(["lock.db"])
  })

  it("one whose secrets do not open here leaves everything as it was", async () => {
    const to = await places.SQLite()
    const inspect = async () => {
      throw new Error("another key")
    }
    await expect(restoreBackup(await saved(), to, { replace: true, now: 1, inspect })).rejects.toThrow(
      "another key",
    )
    expect(readdirSync(to.dataDir)).toEqual(["lock.db"])
  })

  it("none is restored under a Bracket that runs", async () => {
    const to = await places.SQLite()
    const running = await open(to)
    await expect(restoreBackup(await saved(), to, { replace: true, now: 1 })).rejects.toMatchObject({
      name: "StoreOpenError",
    })
    await running.close()
  })
})

async function withClient(use: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client(databaseUrl)
  await client.connect()
  await use(client).finally(() => client.end())
}
