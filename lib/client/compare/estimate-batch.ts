import type { Variant } from "#lib/domain/batch"
import type { Model } from "#lib/domain/connection"
import type { Parameters } from "#lib/domain/parameters"
import { priceAt } from "#lib/domain/prices"
import { type Prompt, promptText } from "#lib/domain/prompt"
import { estimateTokens } from "#lib/domain/token-estimate"

/** A variant, how often it will be sent, and what is known of its model. */
export interface PlannedVariant {
  variant: Pick<Variant, "prompt" | "parameters">
  runs: number
  /** How many of them the cache will probably answer. */
  kept?: number
  model: Model | undefined
}

/** What a batch will ask for, before it does. Undefined: nobody knows, and no figure is invented. */
export interface BatchEstimate {
  requests: number
  /** How many of them the cache will probably answer, for nothing; absent: none. */
  fromCache?: number
  /** Pictures, where these are asked for: then tokens say nothing. */
  images?: number
  /** Estimated by length. */
  inputTokens: number
  /** At most. */
  outputTokens?: number
  /** US dollars. `low`: no answer at all; `high`: every answer as long as it may be. What the cache probably has costs nothing. */
  cost?: { low: number; high?: number }
}

/** Adds up what a batch will ask for; `at` (epoch ms) decides which prices hold. */
export function estimateBatch(planned: PlannedVariant[], at: number): BatchEstimate {
  // A grid sends one prompt many times; a long one is not counted many times.
  const counted = new Map<Prompt, number>()
  const total = { requests: 0, kept: 0, images: 0, input: 0, output: 0, low: 0, high: 0 }
  for (const { variant, runs, kept = 0, model } of planned) {
    const input = counted.get(variant.prompt) ?? estimateTokens(promptText(variant.prompt))
    counted.set(variant.prompt, input)
    const output = mostOutput(variant, model)
    const listed = model && priceAt(model.prices, at)
    const isPicture = variant.prompt.kind === "image"
    // What a picture costs follows from no price of tokens, unless that is nothing.
    const price = isPicture && (listed?.input !== 0 || listed.output !== 0) ? undefined : listed
    const low = price ? (input * price.input) / 1e6 : Number.NaN
    const answer = price?.output === 0 ? 0 : (output * (price?.output ?? Number.NaN)) / 1e6
    total.requests += runs
    total.kept += kept
    if (isPicture) total.images += runs * imagesOf(variant.parameters)
    total.input += runs * input
    total.output += runs * output
    // What is not asked costs nothing, whether or not the price is known.
    if (runs === kept) continue
    total.low += (runs - kept) * low
    total.high += (runs - kept) * (low + answer)
  }
  return {
    requests: total.requests,
    ...(total.kept > 0 ? { fromCache: total.kept } : {}),
    ...(total.images > 0 ? { images: total.images } : {}),
    inputTokens: total.input,
    outputTokens: known(total.output),
    cost: Number.isNaN(total.low) ? undefined : { low: total.low, high: known(total.high) },
  }
}

function imagesOf({ num_images }: Parameters): number {
  return typeof num_images === "number" ? num_images : 1
}

/** How many tokens an answer can have; not a number when nothing bounds it that we know of. */
function mostOutput({ parameters }: PlannedVariant["variant"], model: Model | undefined): number {
  const asked = typeof parameters.max_tokens === "number" ? parameters.max_tokens : Number.NaN
  const most = model?.maxOutputTokens ?? Number.NaN
  return Number.isNaN(asked) ? most : Number.isNaN(most) ? asked : Math.min(asked, most)
}

function known(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value
}
