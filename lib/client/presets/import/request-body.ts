import type { Mode, ProviderId } from "#lib/domain/connection"
import { providerSchema } from "#lib/domain/connection"
import { describeModel, knownModels } from "#lib/domain/models"
import { kindId } from "#lib/domain/portable-setup"
import type { Message, Prompt } from "#lib/domain/prompt-schema"
import { readMessages } from "./import-messages.ts"
import type { ImportNote } from "./import-result.ts"
import { readSettings } from "./import-settings.ts"
import type { FoundRequest } from "./imported-setup.ts"
import { asFields, asList, asText, type Fields } from "./json-value.ts"

/** What is known of a request beside its body: from the address that it goes to. */
export interface RequestPlace {
  mode?: Mode
  provider?: ProviderId
}

/** Fields that only requests for images have. */
const pictureFields = [
  "size",
  "quality",
  "steps",
  "strength",
  "num_images",
  "cfg_scale",
  "negative_prompt",
  "sampler_name",
  "denoising_strength",
]

/** Fields that hold images to start from. */
const imageFields = ["image", "init_image", "init_images", "mask"]

/** Fields that hold keys where a provider takes them in the body. */
const keyFields = /^(?:api[_-]?key|key|token|access_?token|secret|password|authorization)$/i

/** Reads the body of a request to an OpenAI-style API: chat, completion or images. Undefined: it is none of them. */
export function readRequestBody(value: unknown, place: RequestPlace = {}): FoundRequest | undefined {
  const given = asFields(value)
  if (!given) return undefined
  const keys = Object.keys(given).filter((name) => keyFields.test(name))
  const body = Object.fromEntries(Object.entries(given).filter(([name]) => !keys.includes(name)))
  const model = asText(body.model) ?? ""
  const provider = place.provider ?? providerOfModel(model)
  const notes: ImportNote[] = []
  const mode = place.mode ?? modeOf(body, provider, model)
  const found = mode && promptOf(body, mode, notes)
  if (!mode || !found) return undefined
  const settings = readSettings(body, { mode, provider, model }, found.taken)
  const extraFields = Object.keys(settings.extra)
  if (keys.length > 0) notes.push({ kind: "keysDropped", names: keys })
  if (extraFields.length > 0) notes.push({ kind: "extraFields", names: extraFields })
  if (settings.left.length > 0) notes.push({ kind: "fieldsLeft", names: settings.left })
  if (model === "") notes.push({ kind: "noModel" })
  const { parameters, tools, answerSchema, extra, samples } = settings
  return {
    samples,
    notes,
    variant: {
      ...modelOrSandbox(model, provider, mode),
      mode,
      prompt: found.prompt,
      parameters,
      ...(tools ? { tools } : {}),
      ...(answerSchema ? { answerSchema } : {}),
    },
    ...(extraFields.length > 0 ? { extra } : {}),
  }
}

/** By what columns name the model; where none is named, the sandbox's, which needs no key. */
export function modelOrSandbox(model: string, provider: ProviderId, mode: Mode) {
  if (model !== "") return { connectionId: kindId(provider), model }
  return { connectionId: kindId("sandbox"), model: mode === "image" ? "sandbox-image" : "sandbox-small" }
}

/** Whose model it is, where only one provider has one of that name. */
function providerOfModel(model: string): ProviderId {
  return (
    providerSchema.options.find((provider) => knownModels(provider).some(({ id }) => id === model)) ??
    "compatible"
  )
}

function modeOf(body: Fields, provider: ProviderId, model: string): Mode | undefined {
  if (Array.isArray(body.messages)) return "chat"
  if (body.prompt === undefined) return undefined
  const isPicture =
    describeModel(provider, model).modes.every((mode) => mode === "image") ||
    pictureFields.some((name) => body[name] !== undefined)
  return isPicture ? "image" : "completion"
}

function promptOf(
  body: Fields,
  mode: Mode,
  notes: ImportNote[],
): { prompt: Prompt; taken: string[] } | undefined {
  if (mode === "chat") {
    const { messages, imagesLeft, partsLeft } = readMessages(asList(body.messages))
    if (messages.length === 0) return undefined
    if (imagesLeft > 0) notes.push({ kind: "imagesLeft", count: imagesLeft })
    if (partsLeft > 0) notes.push({ kind: "partsLeft", count: partsLeft })
    if (hasLateSystem(messages)) notes.push({ kind: "systemMoved" })
    return { prompt: { kind: "chat", messages }, taken: ["messages"] }
  }
  const prompts = asList(body.prompt)
  const text = asText(body.prompt) ?? asText(prompts[0])
  if (text === undefined) return undefined
  if (prompts.length > 1) notes.push({ kind: "firstPromptOnly", count: prompts.length })
  if (mode === "completion") {
    const suffix = asText(body.suffix)
    return { prompt: { kind: "text", text, ...(suffix ? { suffix } : {}) }, taken: ["suffix"] }
  }
  const images = imageFields.filter((name) => body[name] !== undefined && body[name] !== null)
  if (images.length > 0) notes.push({ kind: "imagesLeft", count: images.length })
  const negative = asText(body.negative_prompt) ?? asText(body.negative)
  return {
    prompt: { kind: "image", text, ...(negative ? { negative } : {}) },
    taken: [...imageFields, "negative_prompt", "negative"],
  }
}

/** Bracket has one system message, before all others. */
function hasLateSystem(messages: Message[]): boolean {
  const last = messages.findLastIndex(({ role }) => role === "system")
  return messages.slice(0, last).some(({ role }) => role !== "system")
}
