import { imageParameters, sizeOf } from "#lib/domain/image-parameters"
import { describeModel } from "#lib/domain/models"
import type { ParameterTarget } from "#lib/domain/parameter-spec"
import { ApiError } from "#lib/sandbox/api-error"
import { invalidValue } from "#lib/sandbox/request-fields"

export const openAiModels = ["gpt-image-1", "gpt-image-2", "dall-e-2"] as const
export type OpenAiModel = (typeof openAiModels)[number]

export type ImageTask = "generation" | "edit"

const everywhere = ["prompt", "model", "n", "size", "quality", "user"]
const ofGptImage = [
  "background",
  "moderation",
  "output_compression",
  "output_format",
  "stream",
  "partial_images",
]

/** Refuses what a model does not know as OpenAI does, by name; throws 400 `unknown_parameter`. */
export function checkNames(body: object, model: OpenAiModel, task: ImageTask): void {
  const known = new Set([...everywhere, ...(model === "dall-e-2" ? ["response_format"] : ofGptImage)])
  if (task === "edit") for (const name of ["images", "mask", "input_fidelity"]) known.add(name)
  for (const param of Object.keys(body)) {
    if (known.has(param)) continue
    throw new ApiError(400, "unknown_parameter", `Unknown parameter: '${param.slice(0, 100)}'.`, {
      param: param.slice(0, 100),
    })
  }
}

/** The model that a body names, dall-e-2 when it names none; throws 400 for one that is not there. */
export function modelOf(body: object): OpenAiModel {
  const asked = "model" in body ? body.model : "dall-e-2"
  const model = openAiModels.find((candidate) => candidate === asked)
  if (model) return model
  throw invalidValue(
    "model",
    `Invalid value: '${String(asked).slice(0, 100)}'. Supported: ${openAiModels.join(", ")}.`,
  )
}

/** Width and height of a size that a model takes, as lib/domain describes it; throws 400 for any other. */
export function openAiSize(size: string, model: OpenAiModel): { width: number; height: number } {
  if (size === "auto" && model !== "dall-e-2") return { width: 1024, height: 1024 }
  const target: ParameterTarget = { provider: "openai", mode: "image", model: describeModel("openai", model) }
  const parameter = imageParameters.find(({ name }) => name === "size")
  const sides = sizeOf(size)
  if (sides && parameter?.kind === "size") {
    if (parameter.sizes(target).includes(size)) return sides
    const { width, height } = sides
    const free = parameter.free(target)
    const fits = (side: number): boolean =>
      free !== undefined && side >= free.min && side <= free.max && side % free.step === 0
    if (fits(width) && fits(height) && Math.max(width, height) <= 3 * Math.min(width, height)) return sides
  }
  throw invalidValue(
    "size",
    `Invalid value: '${size.slice(0, 30)}'. ${model} does not make images of this size.`,
  )
}
