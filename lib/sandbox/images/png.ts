import type { Pixels } from "./picture.ts"

/** Loaded when the first picture is made: a sandbox that only writes starts without it. */
export const loadSharp = async () => (await import("sharp")).default

export type Format = "png" | "jpeg" | "webp"

/** Encodes pixels; low effort, as the sandbox is on loopback. `quality`: 1..100, of JPEG and WebP. */
export async function encode(pixels: Pixels, format: Format = "png", quality = 90): Promise<Buffer> {
  const sharp = await loadSharp()
  const { width, height, data } = pixels
  const channels = data.length === width * height * 4 ? 4 : 3
  const picture = sharp(data, { raw: { width, height, channels } })
  if (format === "jpeg") return picture.jpeg({ quality }).toBuffer()
  if (format === "webp") return picture.webp({ quality, effort: 0 }).toBuffer()
  return picture.png({ compressionLevel: 2, adaptiveFiltering: false }).toBuffer()
}

/** Blows a small picture up to blocks. */
export async function enlarged(pixels: Pixels, width: number, height: number): Promise<Pixels> {
  const sharp = await loadSharp()
  const data = await sharp(pixels.data, { raw: { width: pixels.width, height: pixels.height, channels: 3 } })
    .resize(width, height, { fit: "fill", kernel: "nearest" })
    .raw()
    .toBuffer()
  return { width, height, data }
}
