import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { gunzipSync } from "node:zlib"
import pino from "pino"
import sharp from "sharp"
import { expect, onTestFinished, test } from "vitest"
import { type RetentionPolicy, retentionPolicySchema } from "#lib/domain/retention"
import type { AuditNote } from "#lib/server/audit/audit-recorder"
import { removeUnused } from "#lib/server/engine/unused-images"
import { aBatch, aPerson, finishRun } from "#lib/server/store/contract-fixtures"
import { createImageFiles } from "#lib/server/store/image-files"
import { sqlStore } from "#lib/server/store/sql-store"
import { openSqlite } from "#lib/server/store/sqlite-driver"
import { logRemoval } from "./log-removal.ts"
import { openRetention } from "./open-retention.ts"
import { entriesRemoval, nothingKept, type Removals } from "./removals.ts"
import { createRetention } from "./retention.ts"
import { createRunExport, type RunExport } from "./run-export.ts"
import { runRemoval } from "./run-removal.ts"

const dayMs = 86_400_000
const minuteMs = 60_000

/** A server of its own with a clock that tests set; runs that ended so many days before `at`. */
async function aServer() {
  const folder = await mkdtemp(path.join(tmpdir(), "bracket-retention-"))
  const started = new Date(2026, 10, 29, 12).getTime()
  const clock = { at: started, ticks: 0 }
  const now = () => clock.at
  const store = sqlStore(await openSqlite(folder), now)
  onTestFinished(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })
  await store.migrate()
  const images = createImageFiles(folder, { now: Date.now })
  const { id: ann } = await aPerson(store)
  const ended: { status: string; trigger: string }[] = []
  const node = (more: { exporter?: RunExport; removals?: Partial<Removals> } = {}) => {
    const retention = createRetention({
      store: store.retention,
      removals: ({ keepStarred, exportFirst }) => {
        const exporter = more.exporter ?? (exportFirst ? createRunExport(folder, images, now) : undefined)
        const runs = { store: store.retention, images, exporter, sleep: async () => undefined }
        return {
          outputs: runRemoval("text", keepStarred, runs),
          images: runRemoval("image", keepStarred, runs),
          audit: entriesRemoval(nothingKept),
          monitoring: entriesRemoval(nothingKept),
          logs: logRemoval(path.join(folder, "logs")),
          ...more.removals,
        }
      },
      tidy: () => removeUnused({ store, images, now: Date.now }),
      ended: (progress) => ended.push(progress),
      now,
      ticks: () => clock.ticks,
      log: pino({ level: "silent" }),
    })
    onTestFinished(() => retention.stop())
    return retention
  }
  const pass = (ms: number) => {
    clock.at += ms
    clock.ticks += ms
  }
  const keep = (policy: Partial<RetentionPolicy>) =>
    store.retention.setPolicy(retentionPolicySchema.parse({ logs: null, ...policy }), {
      personId: ann,
      now: now(),
    })
  const aRun = async (daysAgo: number, more = {}) => {
    const { runIds } = await aBatch(store, ann, ["p"], { kind: "images" in more ? "image" : "text" })
    const id = String(runIds[0])
    await finishRun(store, id, `from ${daysAgo} days ago`, { finishedAt: started - daysAgo * dayMs, ...more })
    return id
  }
  const isThere = async (id: string) => (await store.runs.get(id)) !== undefined
  const asked = async (retention = node()) => {
    // Else two runs of the job would have begun at the same moment, and none would be the newer one.
    pass(1)
    await retention.beginNow()
    await retention.settled()
    return (await retention.state()).runs[0]
  }
  return { folder, store, images, ann, clock, pass, node, keep, aRun, isThere, asked, ended }
}

test("nothing goes unless somebody has set how long it is kept; a preview lets nothing go", async () => {
  const { keep, aRun, isThere, asked, node } = await aServer()
  const [old, fresh] = [await aRun(40), await aRun(2)]
  await keep({})
  expect(await asked()).toMatchObject({ status: "done", gone: {} })
  expect(await isThere(old)).toBe(true)
  const going = await node().preview(retentionPolicySchema.parse({ outputs: 30, logs: null }))
  expect(going).toMatchObject({ outputs: { entries: 1 } })
  expect(await isThere(old)).toBe(true)
  await keep({ outputs: 30 })
  expect(await asked()).toMatchObject({ status: "done", gone: { outputs: { entries: 1 } } })
  expect([await isThere(old), await isThere(fresh)]).toEqual([false, true])
})

test("entries of the audit log are written down before they go, unless an admin wants no export; the job is the server's own", async () => {
  const { folder, store, images, keep, clock } = await aServer()
  const recorded: AuditNote[] = []
  const seen: { isStopped: boolean | undefined; hasCopy: boolean }[] = []
  const retention = openRetention({
    dataDir: folder,
    store,
    images,
    audit: { record: (note) => recorded.push(note), settled: async () => undefined },
    entries: {
      async removeBefore({ isStopped, keepCopy, onGone }) {
        seen.push({ isStopped: isStopped?.(), hasCopy: keepCopy !== undefined })
        for (const seq of [1, 2]) {
          await keepCopy?.([{ seq, details: "{}" }])
          await onGone?.(seq)
        }
        return { entries: 2 }
      },
    },
    now: () => clock.at,
    log: pino({ level: "silent" }),
  })
  onTestFinished(() => retention.stop())
  const run = async () => {
    clock.at += 1
    await retention.beginNow()
    await retention.settled()
    return (await retention.state()).runs[0]
  }
  await keep({ audit: 30 })
  expect(await run()).toMatchObject({ status: "done", gone: { audit: { entries: 2 } } })
  const written = gunzipSync(await readFile(path.join(folder, "exports", "2026-11-29", "audit.jsonl.gz")))
  expect(
    written
      .toString()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { format: "bracket-audit-entry", version: 1, seq: 1, details: "{}" },
    { format: "bracket-audit-entry", version: 1, seq: 2, details: "{}" },
  ])
  await keep({ audit: 30, exportFirst: false })
  await run()
  expect(seen).toEqual([
    { isStopped: false, hasCopy: true },
    { isStopped: false, hasCopy: false },
  ])
  expect(recorded[0]).toMatchObject({ action: "retention.job", address: "server", details: { audit: 2 } })
})

test("what goes is written down before, in portions that all readers of gzip take as one file, with its pictures", async () => {
  const { folder, keep, aRun, asked, images, ann } = await aServer()
  const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: "#c60" } })
    .png()
    .toBuffer()
  const { sha256 } = await images.putResult(ann, picture)
  for (let place = 0; place < 120; place++) await aRun(40)
  await aRun(40, { text: "", images: [{ index: 0, partial: false, sha256, width: 8, height: 8 }] })
  await keep({ outputs: 30, images: 30 })
  expect(await asked()).toMatchObject({ gone: { outputs: { entries: 120 }, images: { entries: 1 } } })
  const exported = path.join(folder, "exports", "2026-11-29")
  const lines = gunzipSync(await readFile(path.join(exported, "runs.jsonl.gz")))
    .toString()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
  expect(lines).toHaveLength(121)
  expect(lines[0]).toMatchObject({
    format: "bracket-run",
    version: 1,
    personId: ann,
    variant: { prompt: { text: "p" } },
    run: { text: "from 40 days ago" },
  })
  const { file } = lines.find(({ kind }) => kind === "image").images[0]
  expect(await readFile(path.join(exported, file))).toEqual(picture)
})

test("what cannot be exported does not go, and the operator reads why", async () => {
  const { folder, keep, aRun, isThere, asked } = await aServer()
  const old = await aRun(40)
  await keep({ outputs: 30 })
  // In place of the folder, a file.
  await writeFile(path.join(folder, "exports"), "")
  const run = await asked()
  expect(run).toMatchObject({ status: "failed", gone: {}, failure: { kind: "outputs" } })
  expect(run?.failure?.reason).toMatch(/EEXIST|ENOTDIR/)
  expect(await isThere(old)).toBe(true)
})

test("a picture that another run needs stays when the run that made it goes", async () => {
  const { keep, aRun, asked, images, ann } = await aServer()
  const picture = await sharp({ create: { width: 9, height: 8, channels: 3, background: "#c60" } })
    .png()
    .toBuffer()
  const { sha256 } = await images.putResult(ann, picture)
  const made = { text: "", images: [{ index: 0, partial: false, sha256, width: 9, height: 8 }] }
  await aRun(40, made)
  await aRun(2, made)
  await keep({ images: 30, exportFirst: false })
  expect(await asked()).toMatchObject({ gone: { images: { entries: 1 } } })
  expect(await images.get(ann, sha256)).toBeDefined()
})

test("the night's run happens on one node, once, also when its hour went by while nothing ran", async () => {
  const { keep, node, pass, clock, ended } = await aServer()
  await keep({ outputs: 30 })
  const [one, two] = [node(), node()]
  const begun = await Promise.all([one.beginIfDue(), two.beginIfDue()])
  await Promise.all([one.settled(), two.settled()])
  // Its hour was in the night before they started.
  expect(begun.filter(Boolean)).toHaveLength(1)
  pass(minuteMs)
  expect(await one.beginIfDue()).toBe(false)
  pass(new Date(2026, 10, 30, 3).getTime() - clock.at - 1)
  expect(await two.beginIfDue()).toBe(false)
  pass(1)
  expect(await two.beginIfDue()).toBe(true)
  await two.settled()
  expect(ended).toMatchObject([
    { status: "done", trigger: "night" },
    { status: "done", trigger: "night" },
  ])
})

test("a clock that jumps by years makes nothing go", async () => {
  const { keep, node, aRun, isThere, clock, pass } = await aServer()
  const fresh = await aRun(2)
  await keep({ outputs: 30 })
  const retention = node()
  clock.at += 10 * 365 * dayMs
  pass(minuteMs)
  expect(await retention.beginIfDue()).toBe(false)
  clock.at -= 10 * 365 * dayMs
  for (let minute = 0; minute < 61; minute++) {
    pass(minuteMs)
    await retention.beginIfDue()
  }
  await retention.settled()
  expect((await retention.state()).runs).toMatchObject([{ status: "done" }])
  expect(await isThere(fresh)).toBe(true)
})

test("a server that is stopped ends after its portion, and the same night goes on after the start", async () => {
  const { keep, node, aRun, isThere, pass } = await aServer()
  const old = [await aRun(40), await aRun(41)]
  await keep({ outputs: 30 })
  let stopping: Promise<void> | undefined
  const first = node({
    exporter: {
      write: async () => {
        stopping = first.stop()
      },
    },
    removals: {},
  })
  expect(await first.beginIfDue()).toBe(true)
  await first.settled()
  await stopping
  expect((await first.state()).runs).toMatchObject([{ status: "stopped", gone: { outputs: { entries: 2 } } }])
  expect(await isThere(String(old[0]))).toBe(false)
  const second = node()
  pass(1)
  expect(await second.beginIfDue()).toBe(true)
  await second.settled()
  expect((await second.state()).runs[0]).toMatchObject({ status: "done", gone: {} })
})

test("logs go by when they were last written to; those that are being written stay", async () => {
  const { folder, keep, asked, clock } = await aServer()
  const logs = path.join(folder, "logs")
  await mkdir(logs)
  const old = (clock.at - 31 * dayMs) / 1000
  for (const name of ["calls-old.jsonl", "calls-new.jsonl", "app.log"]) {
    await writeFile(path.join(logs, name), "12345")
    if (name !== "calls-new.jsonl") await utimes(path.join(logs, name), old, old)
  }
  await keep({ logs: 30 })
  expect(await asked()).toMatchObject({ gone: { logs: { entries: 1, bytes: 5 } } })
  expect((await readdir(logs)).sort()).toEqual(["app.log", "calls-new.jsonl"])
})
