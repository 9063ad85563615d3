import { sizeOf } from "#lib/domain/image-parameters"
import type { ImageSettings } from "#lib/domain/image-settings"
import type { Parameters } from "#lib/domain/parameters-schema"

/** Longer texts are no settings; what is left of them is the prompt. */
const maxLength = 200_000
const maxLineLength = 20_000
const negativeMark = "Negative prompt:"

/** The words of the common form, and the parameters that they stand for. */
const words: [word: string, parameter: string][] = [
  ["Steps", "steps"],
  ["Sampler", "sampler_name"],
  ["CFG scale", "cfg_scale"],
  ["Denoising strength", "strength"],
  ["Mask blur", "mask_blur"],
]

/**
 * The form that Stable Diffusion's tools write into their pictures: the prompt, what it must not be about, and a line
 * such as `Steps: 25, Sampler: Euler, CFG scale: 7, Seed: 1, Size: 512x512`.
 */
export function settingsText(settings: ImageSettings): string {
  const { prompt, negative, model, seed, width, height, parameters, hasInitImage } = settings
  const named = (word: string) => {
    const value = parameters[words.find(([own]) => own === word)?.[1] ?? ""]
    return value === undefined ? [] : [`${word}: ${quoted(String(value))}`]
  }
  const line = [
    ...["Steps", "Sampler", "CFG scale"].flatMap(named),
    ...(seed === undefined ? [] : [`Seed: ${seed}`]),
    `Size: ${width}x${height}`,
    `Model: ${quoted(model)}`,
    // Without an init image they say nothing.
    ...(hasInitImage ? ["Denoising strength", "Mask blur"].flatMap(named) : []),
  ].join(", ")
  return [prompt, ...(negative ? [`${negativeMark} ${negative}`] : []), line].join("\n")
}

/** Reads the common form, whoever wrote it; what is missing is absent, and words that are not known are passed over. */
export function parseSettingsText(text: string): Partial<ImageSettings> {
  const lines = text.slice(0, maxLength).trim().split(/\r?\n/)
  const pairs = pairsOf(lines.at(-1) ?? "")
  if (pairs.size > 0) lines.pop()
  const mark = lines.findIndex((line) => line.trimStart().startsWith(negativeMark))
  const prompt = (mark < 0 ? lines : lines.slice(0, mark)).join("\n").trim()
  const negative = mark < 0 ? "" : lines.slice(mark).join("\n").trim().slice(negativeMark.length).trim()
  const size = sizeOf(pairs.get("Size"))
  const seed = whole(pairs.get("Seed"))
  const model = pairs.get("Model")
  return {
    prompt,
    ...(negative ? { negative } : {}),
    ...(model ? { model } : {}),
    ...(seed === undefined ? {} : { seed }),
    ...(size ?? {}),
    parameters: parametersOf(pairs, size !== undefined),
  }
}

/** The settings of a line; none when it is a line of the prompt that merely has a colon in it. */
function pairsOf(line: string): Map<string, string> {
  const pairs = new Map<string, string>()
  if (line.length > maxLineLength) return pairs
  for (const [, word = "", value = ""] of line.matchAll(
    /\s*(\w[\w \-/]{0,60}):\s*("(?:\\.|[^\\"])*"|[^,]*)(?:,|$)/g,
  ))
    if (!pairs.has(word)) pairs.set(word, unquoted(value.trim()))
  // As the tools themselves do: fewer than three are no line of settings, unless it begins as they all do.
  return pairs.size >= 3 || /^\s*Steps: *\d/.test(line) ? pairs : new Map()
}

function parametersOf(pairs: Map<string, string>, hasSize: boolean): Parameters {
  const parameters: Parameters = {}
  for (const [word, parameter] of words) {
    const value = pairs.get(word)
    if (!value) continue
    if (parameter === "sampler_name") parameters[parameter] = value
    else if (Number.isFinite(Number(value))) parameters[parameter] = Number(value)
  }
  const size = pairs.get("Size")
  if (hasSize && size) parameters.size = size
  return parameters
}

function whole(text: string | undefined): number | undefined {
  const number = Number(text || Number.NaN)
  return Number.isSafeInteger(number) ? number : undefined
}

const quoted = (value: string): string => (/[,:"\n]/.test(value) ? JSON.stringify(value) : value)

function unquoted(value: string): string {
  if (!value.startsWith('"')) return value
  try {
    return String(JSON.parse(value))
  } catch {
    // A quotation mark of the value's own.
    return value
  }
}
