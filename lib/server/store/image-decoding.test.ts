import { crc32, deflateSync } from "node:zlib"
import sharp from "sharp"
import { describe, expect, test } from "vitest"
import { decodeUpload, proveResult } from "./image-decoding.ts"

const picture = (width: number, height: number, background = "#c60") =>
  sharp({ create: { width, height, channels: 3, background } })

/** Pixels that no encoder can make small: half of such a file is half of its picture. */
const noise = (width: number, height: number) =>
  sharp(
    Buffer.from(Array.from({ length: width * height * 3 }, (_, place) => (place * 2_654_435_761) >>> 24)),
    { raw: { width, height, channels: 3 } },
  )

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data])
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  size.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([size, body, sum])
}

/** A PNG of a few kB that wants gigabytes of memory. */
function bomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.alloc(1_000_000))),
    chunk("IEND", Buffer.alloc(0)),
  ])
}

describe("what is taken", () => {
  test("a CMYK photograph becomes one in screen colours", async () => {
    const cmyk = await picture(60, 40, "#f00").toColourspace("cmyk").jpeg().toBuffer()
    expect(await sharp(cmyk).metadata()).toMatchObject({ space: "cmyk" })
    const { bytes } = await decodeUpload(cmyk)
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "jpeg", space: "srgb", channels: 3 })
    const [red, green] = (await sharp(bytes).stats()).channels
    expect(red?.mean).toBeGreaterThan(180)
    expect(green?.mean).toBeLessThan(80)
  })

  test("16 bits become 8", async () => {
    const deep = await picture(30, 30).toColourspace("rgb16").png().toBuffer()
    expect(await sharp(deep).metadata()).toMatchObject({ depth: "ushort" })
    const { bytes } = await decodeUpload(deep)
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "png", depth: "uchar" })
    const [red, green, blue] = (await sharp(bytes).stats()).channels
    expect([red?.mean, green?.mean, blue?.mean]).toEqual([204, 102, 0])
  })

  test("of an animation, the first frame", async () => {
    const frames = await Promise.all(["#f00", "#0f0"].map((color) => picture(20, 10, color).png().toBuffer()))
    for (const format of ["gif", "webp"] as const) {
      const animated = await sharp(frames, { join: { animated: true } })
        .toFormat(format)
        .toBuffer()
      expect(await sharp(animated).metadata()).toMatchObject({ pages: 2 })
      const { bytes, width, height } = await decodeUpload(animated)
      expect([width, height]).toEqual([20, 10])
      expect((await sharp(bytes).stats()).channels[0]?.mean).toBeGreaterThan(240)
    }
  })

  test("AVIF, and a photograph that lies on its side is turned upright", async () => {
    expect(await decodeUpload(await picture(40, 20).avif({ effort: 0 }).toBuffer())).toMatchObject({
      width: 40,
    })
    const lying = await picture(40, 20).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(await decodeUpload(lying)).toMatchObject({ width: 20, height: 40 })
    expect(await proveResult(lying)).toEqual({ width: 20, height: 40 })
  })

  test("large pictures are fitted, transparent ones stay so", async () => {
    const wide = await decodeUpload(await picture(4096, 100).jpeg().toBuffer())
    expect(wide).toMatchObject({ width: 2048, height: 50 })
    const clear = await decodeUpload(await picture(8, 8).ensureAlpha(0.5).png().toBuffer())
    expect(await sharp(clear.bytes).metadata()).toMatchObject({ format: "png", hasAlpha: true })
  })
})

describe("what is refused, whatever it is called", () => {
  const text = (content: string) => Buffer.from(content)
  const refused: [what: string, upload: Buffer | Promise<Buffer>, params: object][] = [
    ["nothing", text(""), { problem: "empty" }],
    ["text", text("not a picture"), { problem: "no_picture" }],
    ["a drawing", text('<?xml version="1.0"?>\n<svg xmlns="x"/>'), { problem: "format", format: "SVG" }],
    ["a page", text("\n<!DOCTYPE html><img>"), { problem: "format", format: "HTML" }],
    ["a document", text("%PDF-1.7\n"), { problem: "format", format: "PDF" }],
    ["a scan", picture(9, 9).tiff().toBuffer(), { problem: "format", format: "TIFF" }],
    ["a phone's picture", text("\0\0\0\x18ftypheic\0\0\0\0mif1heic"), { problem: "format", format: "HEIC" }],
    ["a bomb", bomb(50_000, 50_000), { problem: "pixels", megapixels: 2500, maxMegapixels: 40 }],
    ["a little too much", bomb(40_001, 1000), { problem: "pixels", megapixels: 40.1 }],
    ["a header without pixels", bomb(2000, 2000).subarray(0, 40), { problem: "truncated" }],
    ["zeroes", Buffer.alloc(5000), { problem: "no_picture" }],
  ]
  test.each(refused)("%s", async (_, upload, params) => {
    await expect(decodeUpload(await upload)).rejects.toMatchObject({
      code: "unsupported_media_type",
      status: 415,
      params,
      hint: expect.stringMatching(/\w/),
    })
  })

  test.each(["png", "jpeg", "webp", "gif", "avif"] as const)("half a file: %s", async (format) => {
    const whole = await noise(300, 200).toFormat(format, { effort: 1 }).toBuffer()
    const half = whole.subarray(0, whole.length / 2)
    await expect(decodeUpload(half)).rejects.toMatchObject({ params: { problem: "truncated" } })
    if (format !== "gif" && format !== "avif")
      await expect(proveResult(half)).rejects.toMatchObject({
        code: "upstream_garbage",
        params: { received: "a picture that is cut off" },
      })
  })

  test("more than 25 MB, before anything is decoded", async () => {
    await expect(decodeUpload(Buffer.alloc(25 * 1024 * 1024 + 1))).rejects.toMatchObject({
      code: "body_too_large",
      status: 413,
      params: { problem: "picture", maxMegabytes: 25 },
    })
  })
})

test.each([
  ["a page of a proxy", Buffer.from("<html><h1>502</h1></html>"), "HTML instead of a picture"],
  ["base64 that was none", Buffer.from("!!!!", "base64"), "an empty picture"],
  ["text", Buffer.from("out of memory"), "no picture"],
  ["a bomb", bomb(50_000, 50_000), "too large a picture"],
  ["an animation", Buffer.from("GIF89a\x01\x00\x01\x00"), "GIF instead of a picture"],
])("an upstream that sends %s is said to have done so", async (_, bytes, received) => {
  await expect(proveResult(bytes)).rejects.toMatchObject({ code: "upstream_garbage", params: { received } })
})
