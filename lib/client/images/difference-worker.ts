import type { Size } from "#lib/domain/image-parameters"
import { differenceOf } from "./difference.ts"
import type { DifferenceAnswer, DifferenceRequest } from "./picture-difference.ts"

/** Reads and compares pictures off the main thread, one pair (see picture-difference.ts). */
self.onmessage = async ({ data }: MessageEvent<DifferenceRequest>) => {
  const { a, b, size } = data
  try {
    const [first, second] = await Promise.all([pixelsOf(a, size), pixelsOf(b, size)])
    const { heat, changed, largest } = differenceOf(first, second)
    const map = await createImageBitmap(new ImageData(heat, size.width, size.height))
    const answer: DifferenceAnswer = { map, changed, largest }
    self.postMessage(answer, { transfer: [map] })
  } catch (error) {
    const answer: DifferenceAnswer = { error: error instanceof Error ? error.message : String(error) }
    self.postMessage(answer)
  }
}

/** The pixels of a picture, as large as fits, in the middle of a frame. */
async function pixelsOf(address: string, { width, height }: Size): Promise<Uint8ClampedArray> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`The picture could not be loaded (${response.status}).`)
  const bitmap = await createImageBitmap(await response.blob())
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true })
  if (!context) throw new Error("The browser gives no canvas.")
  const factor = Math.min(width / bitmap.width, height / bitmap.height)
  const [wide, high] = [bitmap.width * factor, bitmap.height * factor]
  context.drawImage(bitmap, (width - wide) / 2, (height - high) / 2, wide, high)
  bitmap.close()
  return context.getImageData(0, 0, width, height).data
}
