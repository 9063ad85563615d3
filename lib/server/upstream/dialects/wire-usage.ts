import type { Usage } from "#lib/domain/outcome"
import { asObject } from "./json-object.ts"

const count = (value: unknown): number | undefined =>
  typeof value === "number" && value >= 0 ? Math.round(value) : undefined

/**
 * Reads a `usage` object. Cached input is DeepSeek's `prompt_cache_hit_tokens` or OpenAI's
 * `prompt_tokens_details.cached_tokens`; of images OpenAI counts `input_tokens` and `output_tokens`; thinking is part of the output and not added to it (SGLang has its
 * count flat).
 */
export function readUsage(value: unknown): Usage | undefined {
  const usage = asObject(value)
  const inputTokens = count(usage?.prompt_tokens) ?? count(usage?.input_tokens)
  if (!usage || inputTokens === undefined) return undefined
  const outputTokens = count(usage.completion_tokens) ?? count(usage.output_tokens) ?? 0
  const cached =
    count(usage.prompt_cache_hit_tokens) ?? count(asObject(usage.prompt_tokens_details)?.cached_tokens)
  const reasoning =
    count(asObject(usage.completion_tokens_details)?.reasoning_tokens) ?? count(usage.reasoning_tokens)
  return {
    inputTokens,
    outputTokens,
    // Parts, whatever is claimed: a cost must not become negative.
    ...(cached === undefined ? {} : { cachedInputTokens: Math.min(cached, inputTokens) }),
    ...(reasoning === undefined ? {} : { reasoningTokens: Math.min(reasoning, outputTokens) }),
  }
}
