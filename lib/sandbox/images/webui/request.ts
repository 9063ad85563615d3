import * as z from "zod/mini"
import { anySeed, maxSeed, type Order } from "#lib/sandbox/images/drawing"
import { bytesOf, decodeImage, decodeMask, UnreadableImage } from "#lib/sandbox/images/init-image"
import { httpError } from "./errors.ts"
import { readFields } from "./fields.ts"
import { checkCheckpoint, type Options, samplers } from "./options.ts"

const whole = (least: number, most: number, otherwise: number) =>
  z._default(z.int().check(z.minimum(least), z.maximum(most)), otherwise)
const text = z._default(z.string(), "")

const drawingFields = {
  prompt: text,
  negative_prompt: text,
  seed: whole(-1, maxSeed, -1),
  sampler_name: z.nullish(z.string()),
  sampler_index: z._default(z.string(), "Euler"),
  scheduler: z.nullish(z.string()),
  steps: whole(1, 150, 50),
  cfg_scale: z._default(z.number(), 7),
  // The WebUI checks no limits; these keep the sandbox from being asked for a week's work.
  width: whole(64, 2048, 512),
  height: whole(64, 2048, 512),
  batch_size: whole(1, 8, 1),
  n_iter: whole(1, 8, 1),
  denoising_strength: z._default(z.number().check(z.minimum(0), z.maximum(1)), 0.75),
  override_settings: z._default(z.object({ sd_model_checkpoint: z.optional(z.string()) }), {}),
  send_images: z._default(z.boolean(), true),
  force_task_id: z.nullish(z.string()),
}

const fromText = z.object(drawingFields)
const fromImages = z.object({
  ...drawingFields,
  init_images: z.nullish(z.array(z.string())),
  mask: z.nullish(z.string()),
  mask_blur: whole(0, 64, 4),
  inpainting_mask_invert: whole(0, 1, 0),
  include_init_images: z._default(z.boolean(), false),
})

/** A request for images, with every default filled in. */
export interface WebUiRequest {
  order: Order
  taskId: string | undefined
  sampler: string
  cfgScale: number
  batchSize: number
  /** Undefined where it means nothing. */
  denoising: number | undefined
  sendImages: boolean
  /** What the answer repeats of the request. */
  parameters: object
}

function bytes(encoded: string): Buffer {
  const found = bytesOf(encoded)
  if (!found) throw httpError(500, "Invalid encoded image")
  return found
}

async function initOf(body: z.infer<typeof fromImages>): Promise<Order["init"]> {
  const { init_images: images, mask, width, height } = body
  const [first] = images ?? []
  if (first === undefined) throw httpError(404, "Init image not found")
  try {
    const pixels = await decodeImage(bytes(first), width, height)
    const wanted = mask ? await decodeMask(bytes(mask), width, height, "white", body.mask_blur) : undefined
    return {
      pixels,
      mask: wanted && body.inpainting_mask_invert === 1 ? wanted.map((value) => 255 - value) : wanted,
      strength: body.denoising_strength,
    }
  } catch (error) {
    if (error instanceof UnreadableImage) throw httpError(500, "Invalid encoded image")
    throw error
  }
}

type Body = z.infer<typeof fromText>

async function requestOf(body: Body, options: Options, init: Order["init"]): Promise<WebUiRequest> {
  const sampler = body.sampler_name ?? body.sampler_index
  if (!samplers.includes(sampler)) throw httpError(404, "Sampler not found")
  const named = body.override_settings.sd_model_checkpoint
  if (named !== undefined) checkCheckpoint(named)
  return {
    order: {
      prompt: body.prompt,
      negative: body.negative_prompt,
      width: body.width,
      height: body.height,
      steps: body.steps,
      seed: body.seed < 0 ? anySeed() : body.seed,
      count: body.batch_size * body.n_iter,
      previews: options.previewsIn(body.steps),
      init,
    },
    taskId: body.force_task_id ?? undefined,
    sampler,
    cfgScale: body.cfg_scale,
    batchSize: body.batch_size,
    denoising: init && body.denoising_strength,
    sendImages: body.send_images,
    parameters: body,
  }
}

/** Reads a `txt2img` request; throws WebUiError. */
export const parseTextToImage = (input: unknown, options: Options): Promise<WebUiRequest> =>
  requestOf(readFields(fromText, input), options, undefined)

/** Reads an `img2img` request and decodes its images; throws WebUiError. */
export async function parseImageToImage(input: unknown, options: Options): Promise<WebUiRequest> {
  const body = readFields(fromImages, input)
  const request = await requestOf(body, options, await initOf(body))
  // Images are not sent back unless they are wanted.
  if (!body.include_init_images) request.parameters = { ...body, init_images: null, mask: null }
  return request
}
