import { createHash } from "node:crypto"
import { sql } from "kysely"
import { Migrator } from "kysely/migration"
import { expect, it } from "vitest"
import { aVariant } from "./contract-fixtures.ts"
import { migrations } from "./migrate.ts"
import { queuedRow } from "./run-columns.ts"
import { type OpenedDatabase, sqlStore } from "./sql-store.ts"

/** An update keeps what people have: a database of the release before goes on as if nothing had happened. */
export function migrationContract(openDatabase: () => Promise<OpenedDatabase>): void {
  it("a database with runs of the first release keeps them, and takes judgements and setups", async () => {
    const opened = await openDatabase()
    const first = new Migrator({
      db: opened.db,
      provider: { getMigrations: async () => ({ "0001-first-tables": migrations["0001-first-tables"] }) },
      migrationTableSchema: opened.schema,
    })
    expect((await first.migrateToLatest()).error).toBeUndefined()
    const { db } = opened
    const person = { id: "ann", name: "Ann", role: "owner", created_at: 1 }
    await db
      .insertInto("people")
      .values({ ...person, email: null, password_hash: null, suspended_at: null })
      .execute()
    const variants = [aVariant("kept")]
    await db
      .insertInto("batches")
      .values({
        id: "batch",
        person_id: "ann",
        kind: "text",
        concurrency: 5,
        variants: JSON.stringify(variants),
        preset_id: null,
        created_at: 5,
        finished_at: 9,
      })
      .execute()
    const run = {
      id: "run",
      variant: aVariant("kept"),
      connectionName: "L",
      variantIndex: 0,
      row: 0,
      sample: 0,
    }
    const batch = { id: "batch", personId: "ann", kind: "text" as const, createdAt: 5 }
    const content = [{ type: "image" as const, sha256: "c".repeat(64) }]
    const looks = aVariant("", {
      mode: "chat",
      prompt: {
        kind: "chat",
        messages: [
          { role: "user", content },
          { role: "assistant", content: "sha256" },
        ],
      },
    })
    for (const old of [run, { ...run, id: "looked", variant: looks }, { ...run, id: "spoken" }]) {
      const { images: _, ...queued } = queuedRow(old, batch, { node: "n", until: 1 })
      const row = old.id === "spoken" ? { ...queued, status: "succeeded", text: "old words" } : queued
      await sql`insert into runs ${sql.raw(`(${Object.keys(row).join(", ")})`)} values (${sql.join(Object.values(row))})`.execute(
        db,
      )
    }

    const connection = { provider: "compatible", base_url: "https://x.example" }
    for (const [id, owner_id, dialect] of [
      ["shared", null, "openai"],
      ["own", "ann", "openai"],
      ["drawing", "ann", "sdwebui"],
    ])
      await sql`
        insert into connections (id, owner_id, name, dialect, provider, base_url, credential_kind, source, settings,
          disabled, created_at, updated_at)
        values (${id}, ${owner_id}, ${id}, ${dialect}, ${connection.provider}, ${connection.base_url}, 'none',
          ${owner_id ? "person" : "environment"}, '{}', 0, 1, 1)`.execute(db)

    const store = sqlStore(opened, () => 100)
    await store.migrate()
    await store.runs.change("run", "ann", { rating: 3 }, 1)
    // Else the images of messages would be deleted as unused.
    expect(await store.gallery.neededImages("ann")).toEqual(new Set(["c".repeat(64)]))
    expect((await store.connections.get("drawing"))?.provider).toBe("sdwebui")
    const kept = { template: "custom", absent: 0, fallback_until: null }
    expect(await store.connections.get("shared")).toMatchObject({
      ...kept,
      access: "everyone",
      trust: "operator",
    })
    expect(await store.connections.get("own")).toMatchObject({ ...kept, access: "owner", trust: "member" })
    const [entry] = (await store.batches.list("ann", { limit: 5 })).batches
    expect(entry).toMatchObject({ id: "batch", columns: [], counts: { queued: 2 } })
    expect(entry?.runs.find(({ id }) => id === "run")).toMatchObject({
      promptPreview: "kept",
      judgement: { rating: 3 },
    })
    // Found by its hash, though it was made before there were any.
    const sha256 = createHash("sha256").update("old words").digest("hex")
    expect((await store.origins.find({ sha256 }, "ann", 5)).origins).toMatchObject([
      { runId: "spoken", run: "yours", at: 5 },
    ])
    await store.batches.join("batch", { variants, costCeiling: 1 }, [{ ...run, id: "joined" }], {
      node: "n",
      until: 1,
    })
    expect(await store.batches.spending("batch")).toEqual({ ceiling: 1, spent: 0 })
    await store.close()
  })
}
