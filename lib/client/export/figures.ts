import type { ComparedResult, ExportTexts } from "./comparison.ts"

/** A result's figures for people: name and value, those left out that nobody knows. */
export function figuresOf(result: ComparedResult, { locale, word }: ExportTexts): [string, string][] {
  const { timing, usage, cost, fromCache } = result
  const number = (value: number, digits = 0) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)
  const about = usage?.estimated ? ` (${word("estimated")})` : ""
  const figures: [string, string | undefined][] = [
    [
      word("firstToken"),
      timing && typeof timing.ttftMs === "number" ? seconds(timing.ttftMs, locale) : undefined,
    ],
    [word("total"), timing && seconds(timing.totalMs, locale)],
    [
      word("speed"),
      timing && typeof timing.tokensPerSecond === "number" ? number(timing.tokensPerSecond, 1) : undefined,
    ],
    [word("tokensIn"), usage && number(usage.inputTokens) + about],
    [word("tokensOut"), usage && number(usage.outputTokens) + about],
    [word("cost"), cost === undefined ? undefined : cost === 0 ? word("free") : dollars(cost, locale)],
    [word("fromCache"), fromCache && word("yes")],
    [word("saved"), fromCache?.savedCost ? dollars(fromCache.savedCost, locale) : undefined],
  ]
  return figures.filter((figure): figure is [string, string] => figure[1] !== undefined)
}

/** How a run ended, in words: the finish reason says more than "succeeded". */
export function endingOf({ status, finishReason }: ComparedResult, { word }: ExportTexts): string {
  return status === "succeeded" && finishReason ? word(finishReason) : word(status)
}

export function momentOf(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", hourCycle: "h23" }).format(
    at,
  )
}

function seconds(ms: number, locale: string): string {
  const options = { style: "unit", unit: "second", unitDisplay: "short", maximumFractionDigits: 2 } as const
  return new Intl.NumberFormat(locale, options).format(ms / 1000)
}

function dollars(cost: number, locale: string): string {
  const options = { style: "currency", currency: "USD", maximumSignificantDigits: cost >= 1 ? 6 : 2 } as const
  return new Intl.NumberFormat(locale, options).format(cost)
}
