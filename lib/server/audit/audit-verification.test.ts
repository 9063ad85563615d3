import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { AuditReport } from "#lib/domain/audit"
import { createLog } from "#lib/server/log"
import { chained, chainStart, hashOf } from "#lib/server/store/audit-chain"
import { anEntry } from "#lib/server/store/audit-contract"
import { openStore } from "#lib/server/store/open-store"
import type { AuditRow } from "#lib/server/store/schema"
import type { Store } from "#lib/server/store/store"
import { createAuditRecorder } from "./audit-recorder.ts"
import { createAuditRetention } from "./audit-retention.ts"
import { createAuditSealing } from "./audit-sealing.ts"
import { createAuditSigner } from "./audit-signature.ts"
import { verifyAudit } from "./audit-verification.ts"

const signer = createAuditSigner(Buffer.alloc(32, 1))
let dataDir: string
let store: Store
let at: number

beforeEach(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), "bracket-audit-"))
  store = await openStore({ dataDir })
  await store.migrate()
  at = 10_000_000
})
afterEach(async () => {
  await store.close()
  rmSync(dataDir, { recursive: true })
})

/** So many entries, sealed as the running server seals them. */
async function write(count: number, from = 1): Promise<void> {
  const seal = createAuditSealing({ store: store.audit, signer, now: () => at })
  const entries = Array.from({ length: count }, (_, index) => anEntry(from + index))
  await seal(await store.audit.append(entries))
}

/** As somebody who has the file: a second connection, past the triggers. */
function tamper(...statements: string[]): void {
  const database = new DatabaseSync(path.join(dataDir, "bracket.db"), { timeout: 5_000 })
  database.exec("drop trigger if exists audit_never_changed; drop trigger if exists audit_never_deleted")
  for (const statement of statements) database.exec(statement)
  database.close()
}

async function verified(by = signer): Promise<AuditReport> {
  const walk = verifyAudit(store.audit, by)
  for (;;) {
    const step = await walk.next()
    if (step.done) return step.value
  }
}

/** What an intruder who can compute hashes makes of entries from one on. */
async function rewrite(from: number): Promise<void> {
  const rows = await store.audit.walk(0, 5_000)
  const start = rows[from - 2]
  const kept = rows.slice(from - 1).map(({ seq: _s, previous_hash: _p, hash: _h, ...row }) => ({
    ...row,
    outcome: "ok" as const,
  }))
  const forged = chained(kept, start ?? { seq: 0, hash: chainStart })
  const last = forged.at(-1)
  tamper(
    ...forged.map(
      ({ seq, outcome, previous_hash, hash }) =>
        `update audit set outcome = '${outcome}', previous_hash = '${previous_hash}', hash = '${hash}' where seq = ${seq}`,
    ),
    `update audit_head set hash = '${last?.hash}'`,
  )
}

test("an untouched log is whole, from its first entry to its last, and vouched for", async () => {
  expect(await verified()).toMatchObject({ whole: true, entries: 0, from: null, to: null })
  await write(5)
  expect(await verified()).toEqual({
    whole: true,
    entries: 5,
    from: 1,
    to: 5,
    broken: null,
    sealedTo: 5,
    unknownSeals: 0,
    removed: null,
  })
})

describe("tampering is found, and where", () => {
  test.each([
    ["another outcome", "update audit set outcome = 'ok' where seq = 3", { seq: 3, fault: "hash" }],
    ["another time", "update audit set at = at + 1 where seq = 1", { seq: 1, fault: "hash" }],
    ["an entry taken out", "delete from audit where seq = 3", { seq: 3, fault: "gap" }],
    ["the first one taken out", "delete from audit where seq = 1", { seq: 1, fault: "gap" }],
    ["the last ones taken out", "delete from audit where seq > 3", { seq: 4, fault: "end" }],
    [
      "the last ones taken out, and the note of the end changed",
      "delete from audit where seq > 3; update audit_head set seq = 3, hash = (select hash from audit where seq = 3)",
      { seq: 4, fault: "end" },
    ],
    ["the note of the end taken away", "delete from audit_head", { seq: 1, fault: "end" }],
    [
      "the note of the end moved back",
      "update audit_head set seq = 3, hash = (select hash from audit where seq = 3)",
      { seq: 4, fault: "beyond" },
    ],
    [
      "two entries that change places",
      "update audit set seq = -1 where seq = 2; update audit set seq = 2 where seq = 3; update audit set seq = 3 where seq = -1",
      { seq: 2, fault: "hash" },
    ],
    ["a signature changed", "update audit_checkpoints set at = at + 1", { seq: 5, fault: "seal" }],
  ])("%s", async (_name, statement, broken) => {
    await write(5)
    tamper(statement)
    expect(await verified()).toMatchObject({ whole: false, broken })
  })

  test("an entry with a hash of its own that fits no longer in between", async () => {
    await write(5)
    await rewrite(2)
    tamper("update audit_checkpoints set seq = 99")
    const [third] = await store.audit.walk(2, 1)
    tamper(`update audit set previous_hash = '${chainStart}' where seq = 3`)
    expect(third?.previous_hash).not.toBe(chainStart)
    expect((await verified()).broken).toMatchObject({ seq: 3 })
  })

  test("a whole chain made anew, as somebody without the key can", async () => {
    await write(5)
    await rewrite(2)
    expect(await verified()).toMatchObject({ whole: false, broken: { seq: 5, fault: "seal" } })
  })

  test("with another key the signatures say nothing, and the report says so", async () => {
    await write(3)
    expect(await verified(createAuditSigner(Buffer.alloc(32, 2)))).toMatchObject({
      whole: true,
      sealedTo: null,
      unknownSeals: 1,
    })
  })
})

test("a signature is left each thousand entries and each hour", async () => {
  const seal = createAuditSealing({ store: store.audit, signer, now: () => at })
  for (const [seq, later] of [
    [1, 0],
    [999, 0],
    [1001, 0],
    [1002, 3_600_000],
    [1003, 3_600_001],
  ] as const) {
    at = 10_000_000 + later
    await seal({ seq, hash: "h" })
  }
  expect((await store.audit.seals(0, 9)).map(({ seq }) => seq)).toEqual([1, 1001, 1002])
})

describe("retention", () => {
  const retention = () => {
    const audit = createAuditRecorder({ store: store.audit, now: () => at, log: createLog("silent") })
    return { audit, ...createAuditRetention({ store: store.audit, signer, audit, now: () => at }) }
  }

  test("counts without removing; then removes, in steps, and the rest verifies behind the checkpoint", async () => {
    await write(2_500)
    const { audit, removeBefore } = retention()
    expect(await removeBefore({ before: 2_301, dryRun: true })).toEqual({ entries: 2_300 })
    expect(await verified()).toMatchObject({ whole: true, entries: 2_500 })
    expect(await removeBefore({ before: 2_301, dryRun: false, by: "ann" })).toEqual({ entries: 2_300 })
    await audit.settled()
    expect(await verified()).toMatchObject({
      whole: true,
      entries: 201,
      from: 2_301,
      to: 2_501,
      removed: { entries: 2_300, to: 2_300, at },
    })
    expect((await store.audit.list({ limit: 1 }))[0]).toMatchObject({
      action: "audit.remove",
      personId: "ann",
      details: { entries: 2_300, verified: true },
    })
    expect(await removeBefore({ before: 2_301, dryRun: false })).toEqual({ entries: 0 })
  })

  test("what goes is handed over before it goes, as it is stored; what cannot be written down stays", async () => {
    await write(2_500)
    const { audit, removeBefore } = retention()
    const copied: AuditRow[] = []
    const gone: number[] = []
    const refused = removeBefore({
      before: 2_301,
      dryRun: false,
      onGone: async (entries) => void gone.push(entries),
      keepCopy: async (entries) => {
        if (copied.length > 0) throw new Error("no space left")
        copied.push(...entries)
      },
    })
    await expect(refused).rejects.toThrow("no space left")
    await audit.settled()
    expect(gone).toEqual([2_000])
    expect(copied.map(({ seq }) => seq)).toEqual(Array.from({ length: 2_000 }, (_, index) => index + 1))
    expect(copied.every((row) => row.hash === hashOf(row.previous_hash, row))).toBe(true)
    expect(await verified()).toMatchObject({ whole: true, from: 2_001, removed: { entries: 2_000 } })
    expect((await store.audit.list({ limit: 1 }))[0]).toMatchObject({
      action: "audit.remove",
      details: { entries: 2_000, toSeq: 2_000 },
    })
  })

  test("whoever stops it finds a chain that verifies", async () => {
    await write(2_500)
    const { removeBefore } = retention()
    let isStopped = false
    const onGone = async () => {
      isStopped = true
    }
    expect(await removeBefore({ before: 2_301, dryRun: false, isStopped: () => isStopped, onGone })).toEqual({
      entries: 2_000,
    })
    expect(await verified()).toMatchObject({ whole: true, from: 2_001 })
  })

  test("a log that is removed whole goes on where it was", async () => {
    await write(3)
    const { audit, removeBefore } = retention()
    expect(await removeBefore({ before: 100, dryRun: false })).toEqual({ entries: 3 })
    await audit.settled()
    expect(await verified()).toMatchObject({ whole: true, entries: 1, from: 4 })
  })

  test("a checkpoint that somebody made up, or changed, does not pass", async () => {
    await write(9)
    const { removeBefore } = retention()
    await removeBefore({ before: 4, dryRun: false })
    tamper("update audit_checkpoints set removed = 1 where kind = 'retention'")
    expect((await verified()).broken).toEqual({ seq: 3, fault: "checkpoint" })
    const forger = createAuditSigner(Buffer.alloc(32, 9))
    const [row] = await store.audit.walk(5, 1)
    const made = forger.sign({
      kind: "retention",
      seq: 6,
      hash: `${row?.hash}`,
      at,
      made_by: null,
      removed: 6,
      removed_from: 1,
      removed_to: 6,
    })
    await store.audit.removeThrough(made)
    expect((await verified()).broken).toEqual({ seq: 6, fault: "checkpoint" })
  })

  test("says so when what it removed had been tampered with", async () => {
    await write(5)
    tamper("update audit set outcome = 'ok' where seq = 2")
    const { audit, removeBefore } = retention()
    await removeBefore({ before: 4, dryRun: false })
    await audit.settled()
    expect((await store.audit.list({ limit: 1 }))[0]?.details).toMatchObject({ entries: 3, verified: false })
    expect(await verified()).toMatchObject({ whole: true, from: 4 })
  })
})
