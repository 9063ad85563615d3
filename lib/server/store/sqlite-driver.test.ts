import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { sql } from "kysely"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { aBatch, aPerson } from "./contract-fixtures.ts"
import { sqlStore } from "./sql-store.ts"
import { openSqlite } from "./sqlite-driver.ts"
import { StoreOpenError } from "./store-open-error.ts"

let dataDir: string
beforeEach(() => {
  dataDir = path.join(mkdtempSync(path.join(tmpdir(), "bracket-sqlite-")), "data")
})
afterEach(() => rmSync(path.dirname(dataDir), { recursive: true }))

const openStore = async () => {
  const store = sqlStore(await openSqlite(dataDir), () => 100)
  await store.migrate()
  return store
}

describe("the SQLite file", () => {
  it("keeps everything over a restart, and only its owner may read it", async () => {
    const store = await openStore()
    const person = await aPerson(store)
    const { id, runIds } = await aBatch(store, person.id, ["Hello"])
    for (const name of readdirSync(dataDir))
      expect(statSync(path.join(dataDir, name)).mode & 0o777).toBe(0o600)
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    await store.close()
    expect(existsSync(path.join(dataDir, "bracket.db-wal"))).toBe(false)

    const again = await openStore()
    expect((await again.runs.ofBatch(id)).map((run) => run.id)).toEqual(runIds)
    await again.close()
  })

  it("says what to do when the file is no database", async () => {
    const store = await openStore()
    await store.close()
    writeFileSync(path.join(dataDir, "bracket.db"), "not a database, ".repeat(1_000))
    const opening = openSqlite(dataDir)
    await expect(opening).rejects.toBeInstanceOf(StoreOpenError)
    await expect(opening).rejects.toMatchObject({ remedy: expect.stringContaining("backup") })
    // The lock went with the attempt.
    rmSync(path.join(dataDir, "bracket.db"))
    await (await openStore()).close()
  })

  it("says what to do when the data folder cannot be made", async () => {
    writeFileSync(path.join(path.dirname(dataDir), "file"), "")
    const opening = openSqlite(path.join(path.dirname(dataDir), "file", "data"))
    await expect(opening).rejects.toMatchObject({
      name: "StoreOpenError",
      remedy: expect.stringContaining("DATA_DIR"),
    })
  })

  it("answers with an error, and does not hang, once it is closed", async () => {
    const store = await openStore()
    await store.close()
    await expect(store.people.get("x")).rejects.toThrow()
    await expect(store.people.suspend("x", 1)).rejects.toThrow()
  })
})

describe("transactions on the one writer", () => {
  it("a failed transaction takes nothing with it that others wrote meanwhile", async () => {
    const { db, close } = await openSqlite(dataDir)
    await sql`create table notes (text text)`.execute(db)
    const note = (text: string) => sql`insert into notes values (${text})`
    const started = Promise.withResolvers<void>()
    const failing = db.transaction().execute(async (tx) => {
      await note("in the transaction").execute(tx)
      started.resolve()
      // Runs while the other statements already wait.
      await sql`select count(*) from notes`.execute(tx)
      throw new Error("changed my mind")
    })
    await started.promise
    const others = [
      note("single").execute(db),
      db.transaction().execute((tx) => note("second transaction").execute(tx)),
      note("after").execute(db),
    ]
    await expect(failing).rejects.toThrow("changed my mind")
    await Promise.all(others)
    const { rows } = await sql<{ text: string }>`select text from notes`.execute(db)
    expect(rows.map((row) => row.text)).toEqual(["single", "second transaction", "after"])
    await close()
  })

  it("readers go on while a transaction is open, and see it only once it is whole", async () => {
    const store = await openStore()
    const { db, close } = await openSqliteBeside()
    await db.transaction().execute(async (tx) => {
      await tx.updateTable("people").set({ name: "Renamed" }).execute()
      const seen = await db.selectFrom("people").select("name").executeTakeFirst()
      expect(seen?.name).toBe("Owner")
    })
    expect((await db.selectFrom("people").select("name").executeTakeFirst())?.name).toBe("Renamed")
    await close()

    async function openSqliteBeside() {
      await store.people.ensureOwner(1)
      await store.close()
      return openSqlite(dataDir)
    }
  })

  it("a refused statement carries SQLite's code and leaves the connection usable", async () => {
    const store = await openStore()
    const person = await aPerson(store)
    await expect(store.people.create(person)).rejects.toMatchObject({ code: "conflict" })
    expect(await store.people.get(person.id)).toEqual(person)
    await store.close()
  })
})
