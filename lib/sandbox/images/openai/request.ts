import * as z from "zod/mini"
import { anySeed, type Order } from "#lib/sandbox/images/drawing"
import { decodeImage, decodeMask, sizeOfImage, UnreadableImage } from "#lib/sandbox/images/init-image"
import type { Format } from "#lib/sandbox/images/png"
import { checkBody, integer, invalidValue } from "#lib/sandbox/request-fields"
import { checkNames, type ImageTask, modelOf, type OpenAiModel, openAiSize } from "./fields.ts"
import type { Form } from "./form.ts"

const schema = z.object({
  prompt: z.string().check(z.minLength(1), z.maxLength(32_000)),
  n: integer(1, 10),
  size: z.nullish(z.string()),
  quality: z.nullish(z.enum(["auto", "low", "medium", "high", "standard"])),
  background: z.nullish(z.enum(["auto", "opaque", "transparent"])),
  output_format: z.nullish(z.enum(["png", "jpeg", "webp"])),
  output_compression: integer(0, 100),
  response_format: z.nullish(z.enum(["url", "b64_json"])),
  stream: z.nullish(z.boolean()),
  partial_images: integer(0, 3),
})

const stepsOf = { auto: 25, standard: 25, low: 10, medium: 25, high: 40 } as const

/** How far an edit leaves its image, with and without a mask that says where. */
const editStrength = { masked: 0.92, whole: 0.6 }

const dallePrompt = 1000

/** A request of OpenAI's images API, with every default filled in. */
export interface OpenAiImages {
  model: OpenAiModel
  task: ImageTask
  order: Order
  stream: boolean
  /** Answers addresses in place of the images. */
  asUrls: boolean
  size: string
  quality: string
  transparent: boolean
  format: Format
  /** 1..100, of JPEG and WebP. */
  compression: number
}

async function initOf({ images, mask }: Form, width: number, height: number): Promise<Order["init"]> {
  const [image] = images
  if (!image) return undefined
  try {
    const pixels = await decodeImage(image, width, height)
    if (!mask) return { pixels, mask: undefined, strength: editStrength.whole }
    const [sides, maskSides] = [await sizeOfImage(image), await sizeOfImage(mask)]
    if (sides.width !== maskSides.width || sides.height !== maskSides.height)
      throw invalidValue("mask", "Invalid mask image format - mask size does not match image size")
    return {
      pixels,
      mask: await decodeMask(mask, width, height, "transparent"),
      strength: editStrength.masked,
    }
  } catch (error) {
    if (error instanceof UnreadableImage)
      throw invalidValue("image", "Invalid image file or mode for image 1, please check your image file.")
    throw error
  }
}

/** Reads a request for new images; with a form, one for edited ones. Throws 400 with `param` for what is wrong. */
export async function parseOpenAiImages(input: unknown, form?: Form): Promise<OpenAiImages> {
  const named = typeof input === "object" && input !== null ? input : {}
  const task: ImageTask = form ? "edit" : "generation"
  const model = modelOf(named)
  checkNames(named, model, task)
  const body = checkBody(schema, input)
  const old = model === "dall-e-2"
  if (old && body.prompt.length > dallePrompt)
    throw invalidValue("prompt", `The prompt may have ${dallePrompt} characters at most.`)
  const sides = openAiSize(body.size ?? (old ? "1024x1024" : "auto"), model)
  const quality = body.quality ?? (old ? "standard" : "auto")
  const format = body.output_format ?? "png"
  const transparent = body.background === "transparent"
  if (transparent && format === "jpeg")
    throw invalidValue("background", "Transparent background is not supported for JPEG output format.")
  if (body.partial_images && !body.stream)
    throw invalidValue("partial_images", "partial_images needs stream: true.")
  return {
    model,
    task,
    order: {
      prompt: body.prompt,
      negative: "",
      ...sides,
      steps: stepsOf[quality],
      seed: anySeed(),
      count: body.n ?? 1,
      previews: body.partial_images ?? 0,
      init: form && (await initOf(form, sides.width, sides.height)),
    },
    stream: body.stream ?? false,
    asUrls: old && body.response_format !== "b64_json",
    size: `${sides.width}x${sides.height}`,
    quality: quality === "auto" ? "medium" : quality,
    transparent,
    format,
    compression: Math.max(1, body.output_compression ?? 100),
  }
}
