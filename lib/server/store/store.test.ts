import { randomUUID } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { Client } from "pg"
import { afterAll, describe, expect, it } from "vitest"
import { appendedAtOnce, auditTamperContract } from "./audit-contract.ts"
import { migrationContract } from "./migration-contract.ts"
import { belongingsContract } from "./people-contract.ts"
import { openPostgres } from "./postgres-driver.ts"
import { sqlStore } from "./sql-store.ts"
import { openSqlite } from "./sqlite-driver.ts"
import type { Store } from "./store.ts"
import { storeContract } from "./store-contract.ts"

const now = () => 100

describe("store on SQLite", () => {
  const folders: string[] = []
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true })
  })
  const openNew = () => {
    const folder = mkdtempSync(path.join(tmpdir(), "bracket-store-"))
    folders.push(folder)
    return openSqlite(folder)
  }
  storeContract(async () => migrated(sqlStore(await openNew(), now)))
  describe("updates", () => migrationContract(openNew))
  describe("audit chain", () => auditTamperContract(openNew))
  describe("belongings", () => belongingsContract(openNew, (opened) => migrated(sqlStore(opened, now))))
})

const databaseUrl = process.env.TEST_DATABASE_URL ?? ""

describe.skipIf(databaseUrl === "")("store on PostgreSQL (needs TEST_DATABASE_URL)", () => {
  const schemas: string[] = []
  afterAll(async () => {
    await withClient(async (client) => {
      for (const schema of schemas) await client.query(`drop schema if exists ${schema} cascade`)
    })
  })
  const openNew = async () => openPostgres(await newSchema())
  storeContract(async () => migrated(sqlStore(await openNew(), now)))
  describe("updates", () => migrationContract(openNew))
  describe("audit chain", () => auditTamperContract(openNew))
  describe("belongings", () => belongingsContract(openNew, (opened) => migrated(sqlStore(opened, now))))

  it("nodes that start together on a new database bring it up to date once", async () => {
    const url = await newSchema()
    const nodes = await Promise.all([1, 2, 3].map(async () => sqlStore(await openPostgres(url), now)))
    await Promise.all(nodes.map((store) => store.migrate()))
    const owners = await Promise.all(nodes.map((store) => store.people.ensureOwner(1)))
    expect(new Set(owners.map((owner) => owner.id)).size).toBe(1)
    await Promise.all(nodes.map((store) => store.close()))
  })

  it("nodes that write the audit log at the same time make one chain", async () => {
    const url = await newSchema()
    const nodes = await Promise.all([1, 2].map(async () => sqlStore(await openPostgres(url), now)))
    await nodes[0]?.migrate()
    await appendedAtOnce(nodes)
    await Promise.all(nodes.map((store) => store.close()))
  })

  it("a server that does not let Bracket in is named, with what to check", async () => {
    await expect(openPostgres("postgres://nobody@127.0.0.1:1/none")).rejects.toMatchObject({
      name: "StoreOpenError",
      remedy: expect.stringContaining("DATABASE_URL"),
    })
  })

  /** A schema of its own per store, as test runs may share a database; the URL that leads into it. */
  async function newSchema(): Promise<string> {
    const schema = `bracket_${randomUUID().replaceAll("-", "")}`
    schemas.push(schema)
    await withClient((client) => client.query(`create schema ${schema}`))
    const url = new URL(databaseUrl)
    url.searchParams.set("options", `-csearch_path=${schema}`)
    return url.href
  }
})

async function migrated(store: Store): Promise<Store> {
  await store.migrate()
  return store
}

async function withClient(use: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client(databaseUrl)
  await client.connect()
  await use(client).finally(() => client.end())
}
