import sharp from "sharp"
import type { Pixels } from "./picture.ts"

/** A PNG of stripes, in which every place differs from its neighbours; the same at every size. */
export async function striped(width: number, height: number): Promise<Buffer> {
  const data = new Uint8Array(width * height * 3)
  for (let at = 0; at < width * height; at++) {
    const column = at % width
    data[at * 3] = (column * 7) % 256
    data[at * 3 + 1] = (Math.floor(at / width) * 5) % 256
    data[at * 3 + 2] = column % 32 < 16 ? 40 : 220
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer()
}

/** A PNG whose left half says "stays" and whose right half "is made anew": black and white, or opaque and clear. */
export async function halfMask(
  width: number,
  height: number,
  by: "white" | "alpha" = "white",
): Promise<Buffer> {
  const data = new Uint8Array(width * height * 4)
  for (let at = 0; at < width * height; at++) {
    const anew = at % width >= width / 2
    data.fill(by === "white" && anew ? 255 : 0, at * 4, at * 4 + 3)
    data[at * 4 + 3] = by === "alpha" && anew ? 0 : 255
  }
  return sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer()
}

/** The pixels in the bytes of a picture, without alpha. */
export async function pixelsOf(picture: Buffer | string): Promise<Pixels> {
  const bytes = typeof picture === "string" ? Buffer.from(picture, "base64") : picture
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data }
}

/** Mean difference of two pictures of one size, 0..255; of the columns from `left` up to `right` (shares) only. */
export function difference(one: Pixels, other: Pixels, left = 0, right = 1): number {
  const from = left * one.width
  const to = right * one.width
  let sum = 0
  let count = 0
  for (let at = 0; at < one.data.length; at++) {
    const column = Math.floor(at / 3) % one.width
    if (column < from || column >= to) continue
    sum += Math.abs((one.data[at] as number) - (other.data[at] as number))
    count += 1
  }
  return sum / count
}

/** Mean of a channel: 0 red, 1 green, 2 blue. */
export function mean({ data }: Pixels, channel: number): number {
  let sum = 0
  for (let at = channel; at < data.length; at += 3) sum += data[at] as number
  return sum / (data.length / 3)
}
