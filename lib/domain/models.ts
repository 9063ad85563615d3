import type { Mode, Model, Price, ProviderId } from "#lib/domain/connection"
import { unknownModel } from "#lib/domain/unknown-model"

export { costOf, priceAt } from "#lib/domain/prices"

/**
 * Models with limits and prices: dated data, reviewed 2026-11-23. Sources: the providers' pricing pages as
 * summarised in docs/decisions/0004-models-and-prices.md. A model that is not here has no known price.
 */

const day = (iso: string): number => Date.parse(`${iso}T00:00:00Z`)

const text = (modes: Mode[]): Omit<Model, "id"> => ({ ...unknownModel(""), modes })

const free: Price[] = [{ from: 0, input: 0, output: 0 }]
const sandbox = {
  ...text(["completion", "chat"]),
  contextTokens: 32_768,
  maxOutputTokens: 4_096,
  vision: false,
  prices: free,
}
const sandboxImage = { ...text(["image"]), vision: false, prices: free }
const fault = { ...sandbox, test: true }

/** The misbehaving models of the sandbox; what each does is described in lib/sandbox. */
export const faultModels = [
  "fault-401",
  "fault-402",
  "fault-403",
  "fault-404",
  "fault-clock",
  "fault-429",
  "fault-429-once",
  "fault-429-long",
  "fault-500",
  "fault-500-once",
  "fault-503",
  "fault-html",
  "fault-empty",
  "fault-json-instead-of-stream",
  "fault-error-in-stream",
  "fault-cut",
  "fault-cut-before-token",
  "fault-garbage",
  "fault-stall",
  "fault-keep-alive-forever",
  "fault-slow",
  "fault-slow-start",
  "fault-huge-line",
  "fault-reset",
  "fault-split-utf8",
  "fault-content-filter",
  "fault-blank-json",
  "fault-no-resources",
] as const

/** Those among them that make images; what each does is described in lib/sandbox too. */
export const imageFaultModels = [
  "fault-image-url",
  "fault-image-broken",
  "fault-image-html",
  "fault-image-size",
  "fault-image-none",
  "fault-image-cut",
  "fault-image-error",
  "fault-image-slow",
] as const

const known: Record<ProviderId, Model[]> = {
  sandbox: [
    { ...sandbox, id: "sandbox-small" },
    { ...sandbox, id: "sandbox-fast" },
    { ...sandbox, id: "sandbox-thinking", thinking: "default-on", topP: "always" },
    { ...sandboxImage, id: "sandbox-image" },
    ...faultModels.map((id) => ({ ...fault, id })),
    ...imageFaultModels.map((id) => ({ ...sandboxImage, id, test: true })),
  ],
  "deepseek-signed": [
    { ...text(["completion", "chat"]), id: "deepseek-chat" },
    { ...text(["image"]), id: "deepseek-image" },
  ],
  deepseek: [
    {
      ...text(["chat", "completion"]),
      id: "deepseek-flash",
      vision: true,
      contextTokens: 1_000_000,
      maxOutputTokens: 393_216,
      thinking: "default-on",
      topP: "only-thinking",
      prices: [
        {
          from: day("2026-10-17"),
          input: 0.15,
          cachedInput: 0.003,
          output: 0.6,
          peak: { input: 0.3, cachedInput: 0.006, output: 1.2 },
        },
      ],
    },
    {
      ...text(["chat", "completion"]),
      id: "deepseek-v4-pro",
      vision: false,
      contextTokens: 1_000_000,
      maxOutputTokens: 393_216,
      thinking: "default-on",
      topP: "not-thinking",
      prices: [
        {
          from: day("2026-08-13"),
          input: 0.66,
          cachedInput: 0.022,
          output: 1.98,
          peak: { input: 1.32, cachedInput: 0.044, output: 3.96 },
        },
      ],
    },
  ],
  openai: [],
  openrouter: [],
  ollama: [],
  vllm: [],
  "llama.cpp": [],
  lmstudio: [],
  sglang: [],
  compatible: [],
  sdwebui: [],
}

/** Models of which nothing is known but that their names say that they make images. */
const imageNames = /^(dall-e|gpt-image|chatgpt-image)/

/** The models that we know a provider to have, before asking it. */
export function knownModels(provider: ProviderId): Model[] {
  return known[provider]
}

/** Describes a model id read from a provider: what we know of it, else a model of which nothing is known. */
export function describeModel(provider: ProviderId, id: string): Model {
  const model = known[provider].find((candidate) => candidate.id === id)
  if (model) return model
  const makesImages = provider === "sdwebui" || imageNames.test(id)
  return makesImages ? { ...unknownModel(id), modes: ["image"] } : unknownModel(id)
}
