import type { Pixels } from "./picture.ts"
import { loadSharp } from "./png.ts"

/** Pixels of a given image that are still decoded; more is taken for a bomb. */
const maxPixels = 64_000_000

/** One byte per pixel: 255 is made anew, 0 stays, what lies between is mixed. */
export type Mask = Uint8Array

/** The bytes are no picture that can be read. */
export class UnreadableImage extends Error {}

/** The bytes of a base64 text or data URL; undefined when it is neither. */
export function bytesOf(text: string): Buffer | undefined {
  const bare = text.replace(/^data:[\w.+-]+\/[\w.+-]+(?:;[\w=.-]+)*;base64,/, "").replace(/\s+/g, "")
  return bare !== "" && /^[A-Za-z0-9+/_-]+={0,2}$/.test(bare) ? Buffer.from(bare, "base64") : undefined
}

async function open(bytes: Buffer) {
  const sharp = await loadSharp()
  return sharp(bytes, { limitInputPixels: maxPixels, failOn: "error" }).autoOrient()
}

async function decoded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw new UnreadableImage("The bytes are no picture.", { cause })
  }
}

/** Sides in pixels, as seen; throws UnreadableImage. */
export const sizeOfImage = (bytes: Buffer): Promise<{ width: number; height: number }> =>
  decoded(async () => {
    const { autoOrient } = await (await open(bytes)).metadata()
    return { width: autoOrient.width, height: autoOrient.height }
  })

/** Decodes an image to cover a size, the overhang cut off on both sides; throws UnreadableImage. */
export const decodeImage = (bytes: Buffer, width: number, height: number): Promise<Pixels> =>
  decoded(async () => {
    const data = await (await open(bytes))
      .resize(width, height, { fit: "cover" })
      .flatten({ background: "#fff" })
      .toColourspace("srgb")
      .removeAlpha()
      .raw()
      .toBuffer()
    return { width, height, data }
  })

/** Where a mask's meaning lies: in how white it is, or in how transparent. */
export type MaskReading = "white" | "transparent"

/** Decodes a mask to cover a size, as its image does; `blur` in pixels. Throws UnreadableImage. */
export const decodeMask = (
  bytes: Buffer,
  width: number,
  height: number,
  reading: MaskReading = "white",
  blur = 0,
): Promise<Mask> =>
  decoded(async () => {
    const picture = (await open(bytes)).resize(width, height, { fit: "cover" })
    const plane =
      reading === "white"
        ? picture.removeAlpha().toColourspace("b-w").greyscale()
        : picture.ensureAlpha().extractChannel("alpha").negate()
    const softened = blur > 0 ? plane.blur(Math.max(0.3, blur)) : plane
    return softened.raw().toBuffer()
  })
