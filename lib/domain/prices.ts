import type { Price } from "#lib/domain/connection"
import type { Usage } from "#lib/domain/outcome"

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
