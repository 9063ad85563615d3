import * as z from "zod/mini"
import { imageParameters } from "#lib/domain/image-parameters"
import { describeModel } from "#lib/domain/models"
import { runtimeError } from "./errors.ts"
import { readFields } from "./fields.ts"

/** The one checkpoint of the sandbox. */
export const checkpoint = "sandbox-image"

const file = `${checkpoint}.safetensors`
const hash = "5a4db0c5ed"

/** The answer of `GET /sdapi/v1/sd-models`. */
export const listCheckpoints = (): object[] => [
  {
    title: `${file} [${hash}]`,
    model_name: checkpoint,
    hash,
    sha256: null,
    filename: `/sandbox/models/Stable-diffusion/${file}`,
    config: null,
  },
]

const names = new Set([checkpoint, file, `${file} [${hash}]`])

/** Throws 500, as the WebUI does, for a checkpoint that is not there. */
export function checkCheckpoint(name: string): void {
  if (!names.has(name)) throw runtimeError(`Unknown checkpoint: ${name.slice(0, 100)}`)
}

/** Names of samplers; they all paint alike here. */
export const samplers: string[] = imageParameters.flatMap((parameter) =>
  parameter.name === "sampler_name" && parameter.kind === "choice"
    ? parameter.choices({ provider: "sdwebui", mode: "image", model: describeModel("sdwebui", checkpoint) })
    : [],
)

/** The answer of `GET /sdapi/v1/samplers`. */
export const listSamplers = (): object[] => samplers.map((name) => ({ name, aliases: [], options: {} }))

const schema = z.object({
  sd_model_checkpoint: z.optional(z.string()),
  show_progress_every_n_steps: z.optional(z.int().check(z.minimum(-1), z.maximum(32))),
})

/** The few settings of the server that mean something here. */
export class Options {
  /** Steps from one preview to the next; -1 for none. */
  #previewEvery = 5

  get all(): object {
    return {
      samples_format: "png",
      sd_model_checkpoint: `${file} [${hash}]`,
      live_previews_enable: true,
      show_progress_every_n_steps: this.#previewEvery,
    }
  }

  set(input: unknown): void {
    const { sd_model_checkpoint: name, show_progress_every_n_steps: every } = readFields(schema, input)
    if (name !== undefined) checkCheckpoint(name)
    if (every !== undefined) this.#previewEvery = every
  }

  /** How many previews an image of so many steps shows. */
  previewsIn(steps: number): number {
    if (this.#previewEvery < 1) return 0
    return Math.min(12, Math.max(0, Math.ceil(steps / this.#previewEvery) - 1))
  }
}
