import { sql } from "kysely"
import { Migrator } from "kysely/migration"
import { expect, it } from "vitest"
import { createAuditSigner } from "#lib/server/audit/audit-signature"
import { chainStart, hashOf } from "./audit-chain.ts"
import type { AuditEntry } from "./audit-ports.ts"
import { migrations } from "./migrate.ts"
import type { AuditRow } from "./schema.ts"
import { type OpenedDatabase, sqlStore } from "./sql-store.ts"
import type { Store } from "./store.ts"

export const anEntry = (at: number, more: Partial<AuditEntry> = {}): AuditEntry => ({
  id: `entry-${at}`,
  at,
  personId: at % 2 ? "ann" : null,
  action: "sign-in",
  target: null,
  outcome: "refused",
  address: "127.0.0.1",
  device: "Browser",
  requestId: "r1",
  details: { tries: at, by: "link", locked: false },
  ...more,
})

/** A store of its own for each: the chain is everybody's. */
export function auditContract(open: () => Promise<Store>): void {
  it("lists what happened, newest first, page by page, as it was written", async () => {
    const { audit, close } = await open()
    await audit.append([anEntry(1), anEntry(2)])
    expect(await audit.append([anEntry(3)])).toEqual(await audit.head())
    expect(await audit.list({ limit: 2 })).toMatchObject([
      { seq: 3, ...anEntry(3) },
      { seq: 2, ...anEntry(2) },
    ])
    expect(await audit.list({ limit: 2, before: 2 })).toMatchObject([anEntry(1)])
    await close()
  })

  it("finds by person, group of actions, outcome, time and words of target and details", async () => {
    const { audit, close } = await open()
    await audit.append([
      anEntry(1, { action: "connection.rotate", outcome: "ok", target: "50%_of" }),
      anEntry(2, { action: "connections-like.rotate", target: "Deep" }),
      anEntry(3, { action: "policy.change", details: { name: "Deep sea" } }),
    ])
    const found = async (filter: Parameters<typeof audit.list>[0]) =>
      (await audit.list(filter)).map(({ at }) => at)
    expect(await found({ limit: 9, person: "ann" })).toEqual([3, 1])
    expect(await found({ limit: 9, group: "connections" })).toEqual([1])
    expect(await found({ limit: 9, group: "access" })).toEqual([])
    expect(await found({ limit: 9, outcome: "refused" })).toEqual([3, 2])
    expect(await found({ limit: 9, from: 2, to: 3 })).toEqual([2])
    expect(await found({ limit: 9, q: "deep" })).toEqual([3, 2])
    expect(await found({ limit: 9, q: "50%_" })).toEqual([1])
    await close()
  })

  it("makes a chain of what several write at once, whatever characters it holds", async () => {
    const store = await open()
    await appendedAtOnce([store, store])
    await store.close()
  })

  it("passes over what it has already, as when the answer to a first try was lost", async () => {
    const { audit, close } = await open()
    await audit.append([anEntry(1), anEntry(2)])
    await audit.append([anEntry(2), anEntry(3)])
    expect((await audit.walk(0, 9)).map(({ seq, at }) => [seq, at])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ])
    await close()
  })

  it("removes the beginning only behind a checkpoint, and keeps what came after a clock that ran ahead", async () => {
    const { audit, close } = await open()
    await audit.append([anEntry(1), anEntry(2), anEntry(90), anEntry(4)])
    expect(await audit.countBefore(50)).toBe(2)
    const prefix = await audit.oldest(50, 9)
    expect(prefix).toMatchObject({ entries: 2, firstAt: 1, last: { seq: 2, at: 2 } })
    const signer = createAuditSigner(Buffer.alloc(32))
    const checkpoint = (seq: number, kind: "seal" | "retention") =>
      signer.sign({
        kind,
        seq,
        hash: `${prefix?.last.hash}`,
        at: 5,
        made_by: null,
        removed: 2,
        removed_from: 1,
        removed_to: 2,
      })
    for (const seq of [1, 4]) await audit.addSeal(checkpoint(seq, "seal"))
    expect(await audit.removeThrough(checkpoint(1, "retention"))).toBe(1)
    expect(await audit.removeThrough(checkpoint(2, "retention"))).toBe(1)
    expect((await audit.walk(0, 9)).map(({ seq }) => seq)).toEqual([3, 4])
    expect(await audit.retained()).toEqual(checkpoint(2, "retention"))
    expect(await audit.seals(0, 9)).toEqual([checkpoint(4, "seal")])
    expect(await audit.lastSeal()).toEqual(checkpoint(4, "seal"))
    expect(await audit.append([anEntry(5)])).toMatchObject({ seq: 5 })
    await close()
  })

  it("keeps the first key of signatures that it is given", async () => {
    const { audit, close } = await open()
    expect(await Promise.all(["a", "b"].map((key) => audit.keepKey(key)))).toEqual(
      Array(2).fill(await audit.keepKey("c")),
    )
    await close()
  })
}

/** Many small writes by all of them together end in one chain without a gap. */
export async function appendedAtOnce(stores: Store[]): Promise<void> {
  const strange = { target: "a\0b \ud800 '😀", device: "\u2028" }
  await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      stores[index % stores.length]?.audit.append([
        anEntry(index * 2, strange),
        anEntry(index * 2 + 1, strange),
      ]),
    ),
  )
  const [first] = stores
  const rows = (await first?.audit.walk(0, 100)) ?? []
  expect(rows).toHaveLength(80)
  expectChain(rows)
  expect(await first?.audit.head()).toEqual({ seq: 80, hash: rows.at(-1)?.hash })
}

function expectChain(rows: AuditRow[]): void {
  let previous = chainStart
  for (const [index, row] of rows.entries()) {
    expect(row.seq).toBe(index + 1)
    expect(row.previous_hash).toBe(previous)
    expect(row.hash).toBe(hashOf(previous, row))
    previous = row.hash
  }
}

/** What the database itself keeps from happening, and what an update makes of the log of before. */
export function auditTamperContract(openDatabase: () => Promise<OpenedDatabase>): void {
  it("the database refuses to change an entry, and to delete one that no checkpoint stands for", async () => {
    const opened = await openDatabase()
    const store = sqlStore(opened, () => 1)
    await store.migrate()
    await store.audit.append([anEntry(1), anEntry(2)])
    const { db } = opened
    await expect(db.updateTable("audit").set({ outcome: "ok" }).execute()).rejects.toThrow(/append-only/)
    await expect(db.deleteFrom("audit").where("seq", "=", 1).execute()).rejects.toThrow(/append-only/)
    expect(await store.audit.walk(0, 9)).toHaveLength(2)
    await store.close()
  })

  it("an update brings the entries of before into the chain, in order", async () => {
    const opened = await openDatabase()
    const earlier = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < "0011"))
    const before = new Migrator({
      db: opened.db,
      provider: { getMigrations: async () => earlier },
      migrationTableSchema: opened.schema,
    })
    expect((await before.migrateToLatest()).error).toBeUndefined()
    const old = Array.from({ length: 1200 }, (_, index) => 1200 - index)
    for (const ats of [old.slice(0, 600), old.slice(600)])
      await sql`insert into audit (id, at, person_id, action, outcome, address, request_id, details) values
        ${sql.join(ats.map((at) => sql`(${`old-${at}`}, ${at}, null, 'sign-out', 'ok', '', '', '{}')`))}`.execute(
        opened.db,
      )
    const store = sqlStore(opened, () => 1)
    await store.migrate()
    await store.audit.append([anEntry(1)])
    const rows = await store.audit.walk(0, 2000)
    expect(rows.map(({ at }) => at)).toEqual([...Array.from({ length: 1200 }, (_, index) => index + 1), 1])
    expectChain(rows)
    await store.close()
  })
}
