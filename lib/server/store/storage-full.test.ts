import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { expect, test } from "vitest"
import { SqliteThread } from "./sqlite-thread.ts"
import { isStorageFull } from "./storage-full.ts"

test("a full disk is known by its codes, however deep it lies", () => {
  const full = Object.assign(new Error("write"), { code: "ENOSPC" })
  expect(isStorageFull(full)).toBe(true)
  expect(isStorageFull(new Error("image", { cause: full }))).toBe(true)
  expect(isStorageFull(Object.assign(new Error("pg"), { code: "53100" }))).toBe(true)
  expect(isStorageFull(Object.assign(new Error("other"), { code: "ENOENT" }))).toBe(false)
  expect(isStorageFull("ENOSPC")).toBe(false)
})

test("a database that may not grow says so, forgets nothing, and goes on when it may", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "bracket-full-"))
  const writer = await SqliteThread.open({ file: path.join(folder, "a.db"), role: "writer" })
  await writer.run("create table t (a text)")
  await writer.run("insert into t values ('kept')")
  const pages = Number((await writer.run("pragma page_count")).rows[0]?.page_count)
  await writer.run(`pragma max_page_count = ${pages}`)
  const large = "x".repeat(100_000)
  const refused = await writer.run("insert into t values (?)", [large]).catch((error: unknown) => error)
  expect(isStorageFull(refused)).toBe(true)
  expect((await writer.run("select a from t")).rows).toEqual([{ a: "kept" }])
  await writer.run("pragma max_page_count = 100000")
  await writer.run("insert into t values (?)", [large])
  await writer.close()
  await rm(folder, { recursive: true, maxRetries: 5 })
})
