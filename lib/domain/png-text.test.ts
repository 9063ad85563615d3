import { crc32 } from "node:zlib"
import fc from "fast-check"
import sharp from "sharp"
import { expect, test } from "vitest"
import { readPngText, withoutPngText, withPngText } from "./png-text.ts"

const picture = () =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: "#c60" } })
    .png()
    .toBuffer()

test("texts are read back as they were written, whatever their alphabet", async () => {
  const png = await picture()
  const entries = [
    { keyword: "parameters", text: "a café\nSteps: 25" },
    { keyword: "bracket", text: "雨中的灯塔 🗼\u0000\u0085" },
  ]
  const written = withPngText(png, entries)
  expect(readPngText(written)).toEqual(entries)
  // The first in the form that every program reads.
  expect(Buffer.from(written).includes("tEXtparameters")).toBe(true)
  expect(Buffer.from(written).includes("iTXtbracket")).toBe(true)
})

test("the picture stays a picture, pixel for pixel, and its texts are replaced rather than doubled", async () => {
  const png = await picture()
  const first = withPngText(png, [
    { keyword: "parameters", text: "one" },
    { keyword: "other", text: "stays" },
  ])
  const second = withPngText(first, [{ keyword: "parameters", text: "two" }])
  expect(readPngText(second)).toEqual([
    { keyword: "parameters", text: "two" },
    { keyword: "other", text: "stays" },
  ])
  expect(await sharp(second).raw().toBuffer()).toEqual(await sharp(png).raw().toBuffer())
  expect(withPngText(png, [])).toEqual(new Uint8Array(png))
})

test("every chunk has the checksum that strict readers ask for", async () => {
  const written = Buffer.from(withPngText(await picture(), [{ keyword: "k", text: "文" }]))
  const start = written.indexOf("iTXt")
  const size = written.readUInt32BE(start - 4)
  expect(written.readUInt32BE(start + 4 + size)).toBe(crc32(written.subarray(start, start + 4 + size)))
})

test("a broken file is read as far as it goes, and never throws", async () => {
  const written = withPngText(await picture(), [{ keyword: "parameters", text: "a prompt" }])
  fc.assert(
    fc.property(fc.nat(written.length), fc.nat(written.length), fc.nat(255), (end, place, byte) => {
      const broken = Uint8Array.from(written)
      broken[place] = byte
      expect(Array.isArray(readPngText(broken.subarray(0, end)))).toBe(true)
    }),
  )
  expect(readPngText(written.subarray(0, written.length - 20))).toHaveLength(1)
  expect(readPngText(new Uint8Array())).toEqual([])
  expect(readPngText(new TextEncoder().encode("<html>"))).toEqual([])
})

test("what is no PNG is not written into, and a keyword has to be one", async () => {
  expect(() => withPngText(new Uint8Array(20), [])).toThrow(RangeError)
  const png = await picture()
  expect(() => withPngText(png, [{ keyword: "", text: "" }])).toThrow(RangeError)
  expect(() => withPngText(png, [{ keyword: "提示", text: "" }])).toThrow(RangeError)
})

test("without its texts a picture keeps its pixels and says nothing of what was asked; other files stay as they are", async () => {
  const png = await picture()
  const told = withPngText(png, [
    { keyword: "parameters", text: "a secret prompt" },
    { keyword: "bracket", text: "雨" },
  ])
  const silent = withoutPngText(told)
  expect(readPngText(silent)).toEqual([])
  expect(Buffer.from(silent).includes("secret")).toBe(false)
  expect(await sharp(silent).raw().toBuffer()).toEqual(await sharp(png).raw().toBuffer())
  const jpeg = await sharp(png).jpeg().toBuffer()
  expect(withoutPngText(jpeg)).toBe(jpeg)
})
