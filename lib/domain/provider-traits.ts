import type { ProviderId } from "#lib/domain/connection"

/** What a provider's server takes beyond what all take. Names of parameters stand for themselves. */
export type Trait =
  | "tools"
  | "json_object"
  | "json_schema"
  /** Goes on writing from the beginning of an answer. */
  | "prefix"
  /** Fills in what stands before a suffix, in completion mode. */
  | "suffix"
  /** Images in messages; the model decides in the end. */
  | "images"
  | "seed"
  | "top_k"
  | "min_p"
  | "repetition_penalty"
  | "min_tokens"
  /** Starts an image from another one; where the model makes images. */
  | "init_image"
  /** Changes only a part of the init image. */
  | "mask"
  /** Words that the image must not be about. */
  | "negative"
  | "image_seed"
  | "strength"
  | "steps"
  | "cfg_scale"
  | "sampler_name"
  | "mask_blur"
  | "quality"
  | "background"

/** What servers of diffusion models take for an image (reference/deepseek-signed-api.md section 5). */
const diffusion = ["init_image", "negative", "image_seed", "strength", "steps"] as const

/** OpenAI's documented API: what is expected of a server of which nothing else is known. */
const documented = ["tools", "json_object", "json_schema", "images", "seed"] as const
/** What servers of open models take on top of that. */
const open = [...documented, "prefix", "top_k", "min_p", "repetition_penalty"] as const

/**
 * Data: sources in reference/upstream-apis.md and docs/decisions/0017-providers-in-full.md. `compatible` is a server of
 * which nothing is known: it is held to OpenAI's documented API, and whatever else it takes goes into the extra fields.
 */
const traits: Record<ProviderId, readonly Trait[]> = {
  // Takes masks beyond the signed API, so that a newcomer can try them.
  sandbox: ["tools", "json_object", "json_schema", "prefix", "suffix", "seed", "min_p", ...diffusion, "mask"],
  "deepseek-signed": ["suffix", "seed", ...diffusion],
  deepseek: ["tools", "json_object", "prefix", "suffix", "images"],
  openai: [...documented, "init_image", "mask", "quality", "background"],
  openrouter: open,
  ollama: [...documented, "suffix"],
  vllm: [...open, "min_tokens"],
  "llama.cpp": open,
  lmstudio: ["tools", "json_schema", "images", "seed", "top_k", "repetition_penalty"],
  sglang: [...open, "min_tokens"],
  compatible: [...documented, "init_image", "mask"],
  sdwebui: [...diffusion, "mask", "cfg_scale", "sampler_name", "mask_blur"],
}

const sets = new Map<ProviderId, ReadonlySet<string>>(
  Object.entries(traits).map(([provider, words]) => [provider as ProviderId, new Set(words)]),
)

/** Whether a provider's server takes something that not all take. */
export function takes(provider: ProviderId, trait: Trait): boolean {
  return sets.get(provider)?.has(trait) ?? false
}

/** The degrees of reasoning that a server knows; none where it has no such field. */
export const efforts: Record<ProviderId, string[]> = {
  sandbox: ["low", "high", "max"],
  "deepseek-signed": [],
  deepseek: ["low", "high", "max"],
  openai: ["none", "minimal", "low", "medium", "high", "xhigh", "max"],
  openrouter: ["none", "minimal", "low", "medium", "high", "xhigh"],
  ollama: ["none", "minimal", "low", "medium", "high", "xhigh", "max"],
  vllm: ["low", "medium", "high"],
  "llama.cpp": [],
  lmstudio: [],
  sglang: ["low", "medium", "high"],
  compatible: ["minimal", "low", "medium", "high"],
  sdwebui: [],
}
