import type { NumberRange, ParameterSpec, ParameterTarget } from "#lib/domain/parameter-spec"
import type { ParameterValue } from "#lib/domain/parameters-schema"
import { type Trait, takes } from "#lib/domain/provider-traits"

/** Width and height in pixels. */
export interface Size {
  width: number
  height: number
}

/** The size that a value such as `1024x768` stands for; undefined for anything else. */
export function sizeOf(value: ParameterValue | undefined): Size | undefined {
  const [, width, height] = /^(\d{1,5})x(\d{1,5})$/.exec(String(value)) ?? []
  return width === undefined ? undefined : { width: Number(width), height: Number(height) }
}

const isImage = ({ mode }: ParameterTarget): boolean => mode === "image"

const takesImage =
  (trait: Trait): ParameterSpec["taken"] =>
  (target) =>
    isImage(target) && takes(target.provider, trait)

/** Of what is done to the init image: without one there is nothing to do it to. */
const needsInitImage: ParameterSpec["noEffect"] = ({ hasInitImage }) =>
  hasInitImage === false ? "no_init_image" : undefined

/** Sizes worth offering where any will do: squares, and the usual photographs lying and standing. */
const offered = [
  "512x512",
  "768x512",
  "512x768",
  "1024x1024",
  "1216x832",
  "832x1216",
  "1536x1024",
  "2048x2048",
]

/** Of each side (reference/deepseek-signed-api.md section 5: from 512, up to 2048; diffusion models work in eights). */
const anySize: NumberRange = { min: 512, max: 2048, step: 8 }

/** gpt-image-2: both sides divisible by 16 (reference/upstream-apis.md); the others take a few sizes only. */
const openAiSizes: { models: RegExp; sizes: string[]; free?: NumberRange }[] = [
  { models: /^dall-e-2/, sizes: ["256x256", "512x512", "1024x1024"] },
  { models: /^dall-e-3/, sizes: ["1024x1024", "1792x1024", "1024x1792"] },
  {
    models: /^gpt-image-2/,
    sizes: ["1024x1024", "1536x1024", "1024x1536"],
    free: { min: 512, max: 2048, step: 16 },
  },
  { models: /^gpt-image|^chatgpt-image/, sizes: ["1024x1024", "1536x1024", "1024x1536"] },
]

const openAiSize = ({ model }: ParameterTarget) => openAiSizes.find(({ models }) => models.test(model.id))

/** The parameters of requests for images, in the order of the interface; `seed` is described with those of text. */
export const imageParameters: ParameterSpec[] = [
  {
    name: "size",
    kind: "size",
    group: "picture",
    prominent: true,
    initiallyOn: true,
    initial: "512x512",
    sizes: (target) => (target.provider === "openai" && openAiSize(target)?.sizes) || offered,
    free: (target) => {
      const known = target.provider === "openai" ? openAiSize(target) : undefined
      return known ? known.free : anySize
    },
    taken: isImage,
  },
  {
    name: "strength",
    kind: "number",
    group: "picture",
    prominent: true,
    initiallyOn: true,
    initial: 0.75,
    range: () => ({ min: 0, max: 1, step: 0.01 }),
    taken: takesImage("strength"),
    noEffect: needsInitImage,
  },
  {
    name: "steps",
    kind: "integer",
    group: "picture",
    prominent: true,
    initiallyOn: true,
    initial: 25,
    range: ({ provider }) => ({ min: 1, max: provider === "sdwebui" ? 150 : 50, step: 1 }),
    taken: takesImage("steps"),
  },
  {
    name: "num_images",
    kind: "integer",
    group: "picture",
    prominent: false,
    initiallyOn: true,
    initial: 1,
    range: ({ provider, model }) => ({
      min: 1,
      max: model.id.startsWith("dall-e-3") ? 1 : provider === "openai" ? 10 : 8,
      step: 1,
    }),
    taken: isImage,
  },
  {
    name: "cfg_scale",
    kind: "number",
    group: "picture",
    prominent: false,
    initiallyOn: false,
    initial: 7,
    range: () => ({ min: 1, max: 30, step: 0.5 }),
    taken: takesImage("cfg_scale"),
  },
  {
    name: "sampler_name",
    kind: "choice",
    group: "picture",
    prominent: false,
    initiallyOn: false,
    initial: "Euler",
    // The common ones; another goes into the extra fields.
    choices: () => [
      "Euler",
      "Euler a",
      "DPM++ 2M",
      "DPM++ SDE",
      "DPM++ 2M SDE",
      "Heun",
      "LMS",
      "DDIM",
      "UniPC",
      "LCM",
    ],
    taken: takesImage("sampler_name"),
  },
  {
    name: "mask_blur",
    kind: "integer",
    group: "picture",
    prominent: false,
    initiallyOn: false,
    initial: 4,
    range: () => ({ min: 0, max: 64, step: 1 }),
    taken: takesImage("mask_blur"),
    noEffect: needsInitImage,
  },
  {
    name: "quality",
    kind: "choice",
    group: "picture",
    prominent: false,
    initiallyOn: false,
    initial: "auto",
    choices: () => ["auto", "low", "medium", "high"],
    taken: takesImage("quality"),
  },
  {
    name: "background",
    kind: "choice",
    group: "picture",
    prominent: false,
    initiallyOn: false,
    initial: "auto",
    choices: () => ["auto", "opaque", "transparent"],
    taken: takesImage("background"),
  },
]
