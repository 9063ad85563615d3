import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import sharp from "sharp"
import { expect, onTestFinished, test } from "vitest"
import { aBatch, aPerson, aVariant, finishRun } from "#lib/server/store/contract-fixtures"
import { createImageFiles } from "#lib/server/store/image-files"
import { sqlStore } from "#lib/server/store/sql-store"
import { openSqlite } from "#lib/server/store/sqlite-driver"
import { removeUnused, unusedImageMs } from "./unused-images.ts"

const picture = (width: number) =>
  sharp({ create: { width, height: 8, channels: 3, background: "#c60" } })
    .png()
    .toBuffer()

test("a week after it was put an image is gone, unless a run needs it", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "bracket-unused-"))
  const started = Date.now()
  let at = started
  const now = () => at
  const store = sqlStore(await openSqlite(folder), now)
  onTestFinished(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })
  await store.migrate()
  const images = createImageFiles(folder, { now })
  const { id: ann } = await aPerson(store)
  const [given, made, deleted, unused] = await Promise.all(
    [8, 9, 10, 11].map(async (width) => images.put(ann, await picture(width))),
  )
  const init = aVariant("", {
    prompt: { kind: "image", text: "", initImage: { sha256: given?.sha256 ?? "" } },
  })
  const { runIds } = await aBatch(store, ann, [init], { kind: "image" })
  const result = { partial: false, width: 8, height: 8 }
  await finishRun(store, String(runIds[0]), "", {
    images: [made, deleted].map((image, index) => ({ ...result, index, sha256: image?.sha256 ?? "" })),
  })
  const there = async () => {
    await removeUnused({ store, images, now })
    const found = [given, made, deleted, unused].map((image) => images.get(ann, image?.sha256 ?? ""))
    return (await Promise.all(found)).map((image) => image !== undefined)
  }

  at = started + unusedImageMs - 60_000
  await store.gallery.change(String(runIds[0]), 1, ann, { deleted: true }, at)
  expect(await there()).toEqual([true, true, true, true])
  at = started + unusedImageMs + 60_000
  expect(await there()).toEqual([true, true, true, false])
  // A week to take the delete back.
  at = started + 2 * unusedImageMs
  expect(await there()).toEqual([true, true, false, false])
  // A run that was deleted is destroyed a week later, and takes its images with it.
  await store.runs.change(String(runIds[0]), ann, { deleted: true }, at)
  expect(await there()).toEqual([true, true, false, false])
  at = started + 3 * unusedImageMs + 60_000
  expect(await there()).toEqual([false, false, false, false])
  expect(await store.runs.change(String(runIds[0]), ann, { deleted: false }, at)).toBe(false)
})
