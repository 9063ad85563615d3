import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import sharp from "sharp"
import { expect, onTestFinished, test } from "vitest"
import { createImageFiles } from "./image-files.ts"

async function files(options?: Parameters<typeof createImageFiles>[1]) {
  const folder = await mkdtemp(path.join(tmpdir(), "bracket-images-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  const names = async () => {
    const [owner] = await readdir(path.join(folder, "images"))
    return owner === undefined ? [] : (await readdir(path.join(folder, "images", owner))).sort()
  }
  const age = async (name: string, ms: number) => {
    const [owner = ""] = await readdir(path.join(folder, "images"))
    const at = new Date(Date.now() - ms)
    await utimes(path.join(folder, "images", owner, name), at, at)
  }
  return { folder, names, age, images: createImageFiles(folder, options) }
}
const picture = (width: number, height: number, background = "#c60") =>
  sharp({ create: { width, height, channels: 3, background } })
const hour = 3_600_000

test("a picture comes back to its owner, and to nobody else", async () => {
  const { images } = await files()
  const kept = await images.put("ann", await picture(40, 30).webp().toBuffer())
  expect(kept).toMatchObject({ width: 40, height: 30 })
  expect(await images.get("ann", kept.sha256)).toMatchObject({ type: "image/jpeg" })
  for (const stranger of ["bob", "ann "]) {
    expect(await images.get(stranger, kept.sha256)).toBeUndefined()
    expect(await images.thumbnail(stranger, kept.sha256, 160)).toBeUndefined()
    expect(await images.fitted(stranger, { sha256: kept.sha256 }, { width: 8, height: 8 })).toBeUndefined()
  }
  expect(await images.get("ann", "../../secret")).toBeUndefined()
  expect(await images.thumbnail("ann", "../../secret", 160)).toBeUndefined()
})

test("pictures of somebody who goes are handed over, or deleted", async () => {
  const { images } = await files()
  const [hers, his] = [picture(20, 20), picture(30, 30)]
  const { sha256 } = await images.put("ann", await hers.png().toBuffer())
  const kept = await images.put("bob", await his.png().toBuffer())
  const preview = await images.preview("ann", await hers.png().toBuffer())
  await images.thumbnail("ann", sha256, 160)
  await images.share("ann", "bob")
  await images.share("nobody", "bob")
  await images.discard("ann")
  await images.discard("nobody")
  expect(await images.get("ann", sha256)).toBeUndefined()
  expect(await images.get("ann", preview.sha256)).toBeUndefined()
  expect(await images.thumbnail("ann", sha256, 160)).toBeUndefined()
  expect(await images.get("bob", sha256)).toBeDefined()
  expect(await images.get("bob", kept.sha256)).toBeDefined()
})

test("the same picture is kept once, without what the camera wrote beside it", async () => {
  const { names, images } = await files()
  const upload = await picture(64, 64)
    .withExif({ IFD0: { Artist: "Somebody" } })
    .jpeg()
    .toBuffer()
  const [one, two] = [await images.put("ann", upload), await images.put("ann", upload)]
  expect(two).toEqual(one)
  expect(await names()).toEqual([one.sha256])
  const stored = await images.get("ann", one.sha256)
  expect(stored?.bytes.includes("Somebody")).toBe(false)
})

test.each(["png", "jpeg", "webp"] as const)(
  "what an upstream made in %s is kept as it came",
  async (format) => {
    const { images } = await files()
    const bytes = await picture(50, 40).toFormat(format).toBuffer()
    const kept = await images.putResult("ann", bytes)
    expect(kept).toMatchObject({ width: 50, height: 40, bytes: bytes.length })
    expect(await images.get("ann", kept.sha256)).toEqual({ bytes, type: `image/${format}` })
    expect((await images.putResult("ann", bytes)).sha256).toBe(kept.sha256)
  },
)

test("previews are small, carry the size of their image, and make room for newer ones", async () => {
  const noise = (seed: string) =>
    sharp({ create: { width: 2000, height: 1000, channels: 3, background: seed } })
      .png()
      .toBuffer()
  const one = await noise("#c60")
  const { names, images } = await files({ previewBytes: 1200 })
  const first = await images.preview("ann", one)
  expect(first).toMatchObject({ width: 2000, height: 1000 })
  const shown = await images.get("ann", first.sha256)
  expect(shown?.type).toBe("image/webp")
  expect(await sharp(shown?.bytes).metadata()).toMatchObject({ width: 512, height: 256 })
  expect(await images.get("bob", first.sha256)).toBeUndefined()
  for (const color of ["#123456", "#654321", "#abcdef", "#fedcba", "#00ff00", "#0000ff"])
    await images.preview("ann", await noise(color))
  expect(await images.get("ann", first.sha256)).toBeUndefined()
  await expect(names()).rejects.toMatchObject({ code: "ENOENT" })
})

test("a thumbnail is made once, and is never larger than its picture", async () => {
  const { names, images } = await files()
  const { sha256 } = await images.put("ann", await picture(800, 400).png().toBuffer())
  const twice = await Promise.all([
    images.thumbnail("ann", sha256, 320),
    images.thumbnail("ann", sha256, 320),
  ])
  expect(await sharp(twice[0]).metadata()).toMatchObject({ format: "webp", width: 320, height: 160 })
  expect(await images.thumbnail("ann", sha256, 320)).toEqual(twice[1])
  expect(await names()).toEqual([sha256, `${sha256}.320.webp`])
  const small = await images.put("ann", await picture(100, 50).png().toBuffer())
  expect(await sharp(await images.thumbnail("ann", small.sha256, 640)).metadata()).toMatchObject({
    width: 100,
  })
})

test("an init image is sent in exactly the size that was asked for, cut as it was cropped", async () => {
  const { images } = await files()
  const halves = await picture(400, 200, "#f00")
    .composite([{ input: await picture(200, 200, "#00f").png().toBuffer(), left: 200, top: 0 }])
    .png()
    .toBuffer()
  const { sha256 } = await images.put("ann", halves)
  const size = { width: 512, height: 768 }
  const right = { left: 0.5, top: 0, width: 0.5, height: 1 }
  const fitted = await images.fitted("ann", { sha256, crop: right }, size)
  expect(await sharp(fitted).metadata()).toMatchObject({ format: "png", ...size, channels: 3 })
  expect((await sharp(fitted).stats()).channels.map(({ mean }) => mean)).toEqual([0, 0, 255])
  expect(await images.fitted("ann", { sha256, crop: right }, size)).toEqual(fitted)
  const whole = await images.fitted("ann", { sha256 }, size)
  expect((await sharp(whole).stats()).channels[0]?.mean).toBeCloseTo(127.5, 0)
  // A crop without any width still is a picture.
  const corner = { left: 1, top: 1, width: 0, height: 0 }
  expect(await images.fitted("ann", { sha256, crop: corner }, size)).toBeDefined()
})

test("a mask is sent in grey, and what was left clear in it is kept", async () => {
  const { images } = await files()
  const mask = await sharp({
    create: { width: 100, height: 100, channels: 4, background: { r: 255, g: 255, b: 255, alpha: 0 } },
  })
    .composite([{ input: await picture(50, 100, "#fff").png().toBuffer(), left: 0, top: 0 }])
    .png()
    .toBuffer()
  const { sha256 } = await images.put("ann", mask)
  const sent = await images.fittedMask("ann", sha256, { width: 64, height: 64 })
  expect(await sharp(sent).metadata()).toMatchObject({ channels: 1, depth: "uchar", width: 64, height: 64 })
  const pixels = await sharp(sent).toColourspace("b-w").raw().toBuffer()
  expect([pixels[0], pixels[63]]).toEqual([255, 0])
})

test("what nothing needs goes when it is old, thumbnails with it; what was put again counts as new", async () => {
  const { names, age, images } = await files()
  const upload = await picture(20, 20).png().toBuffer()
  const again = await images.put("ann", upload)
  const used = await images.put("ann", await picture(21, 20).png().toBuffer())
  const unused = await images.put("ann", await picture(22, 20).png().toBuffer())
  for (const { sha256 } of [again, used, unused]) {
    await images.thumbnail("ann", sha256, 160)
    await age(sha256, 3 * hour)
  }
  await images.put("ann", upload)
  expect(await images.removeUnused("ann", new Set([used.sha256]), hour)).toBe(2)
  expect(await names()).toEqual([again, used].flatMap(({ sha256 }) => [sha256, `${sha256}.160.webp`]).sort())
  expect(await images.removeUnused("nobody", new Set(), hour)).toBe(0)
})

test("an image that somebody begins to use while unused ones are deleted is kept", async () => {
  const { names, age, images } = await files()
  const [used, unused] = await Promise.all(
    [20, 21].map(async (width) => images.put("ann", await picture(width, 20).png().toBuffer())),
  )
  const hashes = [used?.sha256 ?? "", unused?.sha256 ?? ""]
  for (const sha256 of hashes) await age(sha256, 3 * hour)
  await images.thumbnail("ann", hashes[0] ?? "", 160)
  await age(`${hashes[0]}.160.webp`, 3 * hour)
  // What is needed is known already; the use comes after that.
  const removing = images.removeUnused("ann", new Set(), hour)
  expect(images.use("ann", hashes[0] ?? "")).toBe(true)
  expect(await removing).toBe(1)
  expect(await names()).toEqual([hashes[0], `${hashes[0]}.160.webp`])
  expect(images.use("ann", hashes[1] ?? "")).toBe(false)
  expect(images.use("bob", hashes[0] ?? "")).toBe(false)
  expect(images.use("ann", "../../secret")).toBe(false)
})

test("what a crash left half-written goes when it is old", async () => {
  const { names, age, images, folder } = await files()
  const { sha256 } = await images.put("ann", await picture(20, 20).png().toBuffer())
  const [owner = ""] = await readdir(path.join(folder, "images"))
  const aside = `${sha256}.0a1b2c3d.new`
  await writeFile(path.join(folder, "images", owner, aside), "half")
  expect(await images.removeUnused("ann", new Set([sha256]), hour)).toBe(0)
  await age(aside, 3 * hour)
  expect(await images.removeUnused("ann", new Set([sha256]), hour)).toBe(1)
  expect(await names()).toEqual([sha256])
})

test("what comes for somebody who has just been removed does not stay for ever", async () => {
  const { age, images } = await files()
  const late = await images.putResult("gone", await picture(20, 20).png().toBuffer())
  await age(late.sha256, 3 * hour)
  const kept = await images.put("ann", await picture(21, 20).png().toBuffer())
  const fresh = await images.putResult("gone", await picture(22, 20).png().toBuffer())
  expect(await images.removeLeftOver(["ann"], hour)).toBe(1)
  expect(await images.get("gone", late.sha256)).toBeUndefined()
  expect(await images.get("gone", fresh.sha256)).toBeDefined()
  expect(await images.removeLeftOver(["ann"], -hour)).toBe(1)
  expect(await images.get("ann", kept.sha256)).toBeDefined()
})
