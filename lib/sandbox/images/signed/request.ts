import * as z from "zod/mini"
import { sizeOf } from "#lib/domain/image-parameters"
import { anySeed, maxSeed, type Order } from "#lib/sandbox/images/drawing"
import { bytesOf, decodeImage, decodeMask, UnreadableImage } from "#lib/sandbox/images/init-image"
import { between, checkBody, integer, invalidValue } from "#lib/sandbox/request-fields"

const leastSide = 512
const mostSide = 2048

/** Characters of base64. */
const image = z.nullish(z.string().check(z.maxLength(25 * 1_048_576)))

const schema = z.object({
  prompt: z.string().check(z.minLength(1), z.maxLength(32_000)),
  model: z.string().check(z.minLength(1)),
  init_image: image,
  mask: image,
  strength: between(0, 1),
  num_images: integer(1, 8),
  size: z.nullish(z.string()),
  width: integer(leastSide, mostSide),
  height: integer(leastSide, mostSide),
  steps: integer(1, 50),
  seed: z.nullish(z.int().check(z.minimum(-maxSeed), z.maximum(maxSeed))),
  stream: z.nullish(z.boolean()),
  partial_images: integer(0, 4),
})

/** A request of the contract's section 5, with every default filled in. */
export interface SignedImages {
  model: string
  stream: boolean
  order: Order
}

/** Parts a prompt from the negative words at its end: `a city at night --no watermark, text`. */
export function partedPrompt(text: string): { prompt: string; negative: string } {
  const [prompt = "", ...negative] = text.split(/(?:^|\s)--no(?=\s|$)/)
  return { prompt: prompt.trim(), negative: negative.map((words) => words.trim()).join(", ") }
}

function sidesOf({ size, width, height }: z.infer<typeof schema>): { width: number; height: number } {
  if (!size) return { width: width ?? leastSide, height: height ?? leastSide }
  const sides = sizeOf(size)
  const fits = (side: number): boolean => side >= leastSide && side <= mostSide
  if (!sides || !fits(sides.width) || !fits(sides.height))
    throw invalidValue("size", `size must be "WIDTHxHEIGHT", each from ${leastSide} to ${mostSide}.`)
  if ((width ?? sides.width) !== sides.width || (height ?? sides.height) !== sides.height)
    throw invalidValue("size", "size says otherwise than width and height.")
  return sides
}

/** The bytes in a field; throws 400 for what is no base64. */
function imageBytes(field: string, text: string): Buffer {
  const bytes = bytesOf(text)
  if (!bytes) throw invalidValue(field, `${field} must be an image as base64 or as a data URL.`)
  return bytes
}

/** Decodes the image in a field; throws 400 for what is no picture. */
async function picture<T>(field: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof UnreadableImage) throw invalidValue(field, `${field} is no image that can be read.`)
    throw error
  }
}

/** Reads a request and decodes its images; throws 400 with `param` for what is wrong. */
export async function parseSignedImages(input: unknown): Promise<SignedImages> {
  const body = checkBody(schema, input)
  const { width, height } = sidesOf(body)
  const { init_image: initText, mask: maskText } = body
  if (maskText && !initText) throw invalidValue("mask", "mask needs init_image.")
  const init = initText ? imageBytes("init_image", initText) : undefined
  const mask = maskText ? imageBytes("mask", maskText) : undefined
  return {
    model: body.model,
    stream: body.stream ?? false,
    order: {
      ...partedPrompt(body.prompt),
      width,
      height,
      steps: body.steps ?? 25,
      seed: body.seed ?? anySeed(),
      count: body.num_images ?? 1,
      previews: body.stream ? (body.partial_images ?? 2) : 0,
      init: init && {
        pixels: await picture("init_image", () => decodeImage(init, width, height)),
        mask: mask && (await picture("mask", () => decodeMask(mask, width, height))),
        strength: body.strength ?? 0.75,
      },
    },
  }
}
