import { encode } from "#lib/sandbox/images/png"
import type { Made } from "./jobs.ts"
import { checkpoint } from "./options.ts"
import type { WebUiRequest } from "./request.ts"

/** How an image came to be, in the words that the WebUI writes into its files. */
function infotext(request: WebUiRequest, seed: number): string {
  const { order, sampler, cfgScale, denoising } = request
  const settings = [
    `Steps: ${order.steps}`,
    `Sampler: ${sampler}`,
    `CFG scale: ${cfgScale}`,
    `Seed: ${seed}`,
    `Size: ${order.width}x${order.height}`,
    `Model: ${checkpoint}`,
    ...(denoising === undefined ? [] : [`Denoising strength: ${denoising}`]),
  ]
  const lines = [order.prompt, order.negative && `Negative prompt: ${order.negative}`, settings.join(", ")]
  return lines.filter(Boolean).join("\n")
}

/** The answer of `txt2img` and `img2img`; its `info` is JSON in JSON, as the WebUI has it. */
export async function answerOf(request: WebUiRequest, made: readonly Made[]): Promise<object> {
  const { order } = request
  const images = request.sendImages ? await Promise.all(made.map(({ pixels }) => encode(pixels))) : []
  const seeds = made.map(({ seed }) => seed)
  const info = {
    prompt: order.prompt,
    all_prompts: made.map(() => order.prompt),
    negative_prompt: order.negative,
    all_negative_prompts: made.map(() => order.negative),
    seed: order.seed,
    all_seeds: seeds,
    subseed: order.seed,
    all_subseeds: seeds,
    subseed_strength: 0,
    width: order.width,
    height: order.height,
    sampler_name: request.sampler,
    cfg_scale: request.cfgScale,
    steps: order.steps,
    batch_size: request.batchSize,
    sd_model_name: checkpoint,
    denoising_strength: request.denoising ?? null,
    extra_generation_params: {},
    index_of_first_image: 0,
    infotexts: seeds.map((seed) => infotext(request, seed)),
    styles: [],
    version: "sandbox",
  }
  return {
    images: images.map((image) => image.toString("base64")),
    parameters: request.parameters,
    info: JSON.stringify(info),
  }
}
