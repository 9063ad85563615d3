import type { Mode, Model, Price, ProviderId } from "#lib/domain/connection"
import type { Usage } from "#lib/domain/outcome"

/**
 * Models with limits and prices: dated data, reviewed 2026-11-23. Sources: the providers' pricing pages as
 * summarised in docs/decisions/0004-models-and-prices.md. A model that is not here has no known price.
 */

const day = (iso: string): number => Date.parse(`${iso}T00:00:00Z`)

const text = (modes: Mode[]): Omit<Model, "id"> => ({
  modes,
  contextTokens: null,
  maxOutputTokens: null,
  thinking: "none",
  topP: "always",
  prices: [],
  test: false,
})

const free: Price[] = [{ from: 0, input: 0, output: 0 }]
const sandbox = {
  ...text(["completion", "chat"]),
  contextTokens: 32_768,
  maxOutputTokens: 4_096,
  prices: free,
}
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
  "fault-slow-start",
  "fault-huge-line",
  "fault-reset",
  "fault-split-utf8",
  "fault-content-filter",
] as const

const known: Record<ProviderId, Model[]> = {
  sandbox: [
    { ...sandbox, id: "sandbox-small" },
    { ...sandbox, id: "sandbox-fast" },
    { ...sandbox, id: "sandbox-thinking", thinking: "default-on", topP: "always" },
    ...faultModels.map((id) => ({ ...fault, id })),
  ],
  "deepseek-signed": [{ ...text(["completion", "chat"]), id: "deepseek-chat" }],
  deepseek: [
    {
      ...text(["chat"]),
      id: "deepseek-flash",
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
      ...text(["chat"]),
      id: "deepseek-v4-pro",
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
  compatible: [],
}

/** The models that we know a provider to have, before asking it. */
export function knownModels(provider: ProviderId): Model[] {
  return known[provider]
}

/** Describes a model id read from a provider: what we know of it, else a model of which nothing is known. */
export function describeModel(provider: ProviderId, id: string): Model {
  const modes: Mode[] = provider === "deepseek" ? ["chat"] : ["chat", "completion"]
  return known[provider].find((model) => model.id === id) ?? { ...text(modes), id }
}

/** DeepSeek's peak hours: Monday to Friday 01:00-04:00 and 06:00-10:00 UTC. Chinese public holidays, which are off-peak, are not modelled: the figure is then an upper bound. */
function isPeak(at: number): boolean {
  const time = new Date(at)
  const weekday = time.getUTCDay()
  const hour = time.getUTCHours()
  return weekday >= 1 && weekday <= 5 && ((hour >= 1 && hour < 4) || (hour >= 6 && hour < 10))
}

/** The price in force at a moment (epoch ms), US dollars per million tokens; undefined when none is known. */
export function priceAt(prices: Price[], at: number): Omit<Price, "from" | "peak"> | undefined {
  const price = prices.filter((candidate) => candidate.from <= at).sort((a, b) => b.from - a.from)[0]
  return price?.peak && isPeak(at) ? price.peak : price
}

/** What a request cost in US dollars; undefined when the price is not known, never an invented figure. */
export function costOf(prices: Price[], usage: Usage, at: number): number | undefined {
  const price = priceAt(prices, at)
  if (!price) return undefined
  const cached = usage.cachedInputTokens ?? 0
  const input = (usage.inputTokens - cached) * price.input + cached * (price.cachedInput ?? price.input)
  return (input + usage.outputTokens * price.output) / 1e6
}
