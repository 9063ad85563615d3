import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import sharp from "sharp"
import { expect, onTestFinished, test } from "vitest"
import { readImageSettings } from "#lib/domain/image-settings"
import { aBatch, aPerson, aVariant, finishRun } from "./contract-fixtures.ts"
import { createImageFiles } from "./image-files.ts"
import { savedImage } from "./saved-image.ts"
import { sqlStore } from "./sql-store.ts"
import { openSqlite } from "./sqlite-driver.ts"

test("a saved image is a PNG that says how to make it again, for whoever owns its run", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "bracket-saved-"))
  const store = sqlStore(await openSqlite(folder), Date.now)
  onTestFinished(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })
  await store.migrate()
  const images = createImageFiles(folder)
  const [ann, ben] = [await aPerson(store), await aPerson(store)]
  const jpeg = await sharp({ create: { width: 24, height: 16, channels: 3, background: "#c60" } })
    .jpeg()
    .toBuffer()
  const { sha256, width, height } = await images.putResult(ann.id, jpeg)
  // The same picture of his own is no way to what she asked for.
  await images.putResult(ben.id, jpeg)
  const parameters = { size: "24x16", steps: 20, strength: 0.5 }
  const variant = aVariant("", {
    mode: "image",
    prompt: { kind: "image", text: "雨中的灯塔", negative: "people", initImage: { sha256 } },
    parameters,
  })
  const { runIds } = await aBatch(store, ann.id, [variant], { kind: "image" })
  const runId = String(runIds[0])
  const image = { index: 0, partial: false, sha256, width, height, seed: 7 }
  await finishRun(store, runId, "", { images: [image] })

  const saved = await savedImage({ store, images }, ann.id, { runId, sha256 })
  expect(saved?.name).toEqual({ name: "雨中的灯塔-7-24x16.png", ascii: "image-7-24x16.png" })
  expect(await sharp(saved?.png).metadata()).toMatchObject({ format: "png", width: 24, height: 16 })
  expect(await sharp(saved?.png).raw().toBuffer()).toEqual(await sharp(jpeg).raw().toBuffer())
  expect(readImageSettings(saved?.png ?? new Uint8Array())).toEqual({
    version: 1,
    prompt: "雨中的灯塔",
    negative: "people",
    connectionName: "Local",
    model: "small",
    parameters,
    seed: 7,
    hasInitImage: true,
    hasMask: false,
    width: 24,
    height: 16,
  })

  expect(await savedImage({ store, images }, ben.id, { runId, sha256 })).toBeUndefined()
  expect(await savedImage({ store, images }, ann.id, { runId: "another", sha256 })).toBeUndefined()
  expect(await savedImage({ store, images }, ann.id, { runId, sha256: "0".repeat(64) })).toBeUndefined()
})
