import { sizeOf } from "#lib/domain/image-parameters"
import type { ParameterValue } from "#lib/domain/parameters"
import type { UpstreamAddress, UpstreamRequest, UpstreamRun } from "./dialect.ts"
import { base64, type Fields, imageHeaders, imagePrompt, sampleSeed } from "./image-fields.ts"

/**
 * Builds the request for images of a Stable Diffusion WebUI: txt2img, or img2img where there is an image to start from.
 * The checkpoint is set for this request only. Throws `BracketError("invalid_input")`.
 */
export function webUiRequest(run: UpstreamRun, { baseUrl }: UpstreamAddress): UpstreamRequest {
  const { variant, initImage, mask, taskId } = run
  const { text, negative } = imagePrompt(variant)
  const body: Fields = {
    prompt: text,
    ...(negative?.trim() ? { negative_prompt: negative.trim() } : {}),
    ...(initImage ? { init_images: [base64(initImage)] } : {}),
    // What is masked starts from what was there; without the last, white would stay.
    ...(initImage && mask ? { mask: base64(mask), inpainting_fill: 1, inpainting_mask_invert: 0 } : {}),
    ...Object.fromEntries(
      Object.entries(variant.parameters).flatMap(([name, value]) => fields(name, value, run)),
    ),
    override_settings: { sd_model_checkpoint: variant.model },
    override_settings_restore_afterwards: true,
    send_images: true,
    save_images: false,
    ...(taskId === undefined ? {} : { force_task_id: taskId }),
    ...variant.extra,
  }
  return {
    method: "POST",
    url: new URL(`${baseUrl}/sdapi/v1/${initImage ? "img2img" : "txt2img"}`),
    headers: imageHeaders("application/json", "application/json"),
    body: new TextEncoder().encode(JSON.stringify(body)),
  }
}

function fields(name: string, value: ParameterValue, run: UpstreamRun): [string, unknown][] {
  switch (name) {
    case "size":
      return Object.entries(sizeOf(value) ?? {})
    case "num_images":
      return [["batch_size", value]]
    case "seed":
      return [[name, sampleSeed(value, run)]]
    case "strength":
      return run.initImage ? [["denoising_strength", value]] : []
    case "mask_blur":
      return run.mask ? [[name, value]] : []
    default:
      return [[name, value]]
  }
}
