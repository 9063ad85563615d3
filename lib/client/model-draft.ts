import type { Mode, Model, Price } from "#lib/domain/connection"
import type { ManagedModel, ModelOverride } from "#lib/domain/managed-connection"
import { newId } from "./new-id.ts"
import { typedNumber } from "./typed-number.ts"

/** A dated price while it is typed; the day is that of UTC, empty for "always". */
export interface PriceDraft {
  id: string
  day: string
  input: string
  cachedInput: string
  output: string
  hasPeak: boolean
  peakInput: string
  peakCachedInput: string
  peakOutput: string
}

/** What can be said of a model, while it is typed. */
export interface ModelDraft {
  modes: Mode[]
  contextTokens: string
  maxOutputTokens: string
  thinking: Model["thinking"]
  vision: "unknown" | "yes" | "no"
  prices: PriceDraft[]
}

const figure = (value: number | null | undefined): string => (value == null ? "" : String(value))
const dayOf = (at: number): string => (at <= 0 ? "" : new Date(at).toISOString().slice(0, 10))

export function priceDraft(price?: Price, id = newId()): PriceDraft {
  return {
    id,
    day: price ? dayOf(price.from) : "",
    input: figure(price?.input),
    cachedInput: figure(price?.cachedInput),
    output: figure(price?.output),
    hasPeak: price?.peak !== undefined,
    peakInput: figure(price?.peak?.input),
    peakCachedInput: figure(price?.peak?.cachedInput),
    peakOutput: figure(price?.peak?.output),
  }
}

export function modelDraftOf(model: Model): ModelDraft {
  return {
    modes: model.modes,
    contextTokens: figure(model.contextTokens),
    maxOutputTokens: figure(model.maxOutputTokens),
    thinking: model.thinking,
    vision: model.vision === undefined ? "unknown" : model.vision ? "yes" : "no",
    prices: model.prices.map((price) => priceDraft(price)),
  }
}

/** Fields of a model's form that are wrong: `modes`, `contextTokens`, or a price's `ID.input`. */
export function modelProblems(draft: ModelDraft): Set<string> {
  const wrong = new Set<string>()
  if (draft.modes.length === 0) wrong.add("modes")
  for (const name of ["contextTokens", "maxOutputTokens"] as const)
    if (tokensOf(draft[name]) === "wrong") wrong.add(name)
  const days = draft.prices.map(({ day }) => day)
  for (const [index, price] of draft.prices.entries()) {
    // Two prices of one day would leave open which holds.
    if (days.indexOf(price.day) < index) wrong.add(`${price.id}.day`)
    const needed = ["input", "output", ...(price.hasPeak ? ["peakInput", "peakOutput"] : [])] as const
    const optional = ["cachedInput", ...(price.hasPeak ? ["peakCachedInput"] : [])] as const
    for (const name of needed)
      if (typeof dollarsOf(price[name as keyof PriceDraft]) !== "number") wrong.add(`${price.id}.${name}`)
    for (const name of optional)
      if (dollarsOf(price[name as keyof PriceDraft]) === "wrong") wrong.add(`${price.id}.${name}`)
  }
  return wrong
}

function tokensOf(text: string): number | null | "wrong" {
  const value = typedNumber(text)
  if (value === undefined) return null
  return value !== "wrong" && Number.isInteger(value) && value >= 1 && value <= 1e9 ? value : "wrong"
}

function dollarsOf(text: string | boolean): number | undefined | "wrong" {
  const value = typedNumber(String(text))
  return value === undefined || (value !== "wrong" && value >= 0 && value <= 100_000) ? value : "wrong"
}

/** Call it for a draft without problems only. */
function priceOf(draft: PriceDraft): Price {
  const value = (text: string) => Number(dollarsOf(text) ?? 0)
  const cached = (text: string) => (text.trim() === "" ? {} : { cachedInput: value(text) })
  return {
    from: draft.day === "" ? 0 : Date.parse(`${draft.day}T00:00:00Z`),
    input: value(draft.input),
    ...cached(draft.cachedInput),
    output: value(draft.output),
    ...(draft.hasPeak
      ? {
          peak: {
            input: value(draft.peakInput),
            ...cached(draft.peakCachedInput),
            output: value(draft.peakOutput),
          },
        }
      : {}),
  }
}

/** What is said of a model after its form was filled in: what was said before, and what differs from what was shown. */
export function overrideOf({ model, override }: ManagedModel, draft: ModelDraft): ModelOverride {
  const said: Omit<ModelOverride, "id" | "hidden"> = {
    modes: draft.modes,
    contextTokens: tokensOf(draft.contextTokens) as number | null,
    maxOutputTokens: tokensOf(draft.maxOutputTokens) as number | null,
    thinking: draft.thinking,
    prices: draft.prices.map(priceOf).toSorted((a, b) => a.from - b.from),
    ...(draft.vision === "unknown" ? {} : { vision: draft.vision === "yes" }),
  }
  const before = { ...said, ...overrideFields(model) }
  const changed = Object.entries(said).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof typeof said]),
  )
  const { vision, ...kept } = override ?? { id: model.id }
  return {
    ...kept,
    ...(draft.vision !== "unknown" && vision !== undefined ? { vision } : {}),
    ...Object.fromEntries(changed),
    id: model.id,
  }
}

function overrideFields({ modes, contextTokens, maxOutputTokens, thinking, vision, prices }: Model) {
  const sorted = prices.toSorted((a, b) => a.from - b.from)
  return {
    modes,
    contextTokens,
    maxOutputTokens,
    thinking,
    prices: sorted.map((price) => priceOf(priceDraft(price, ""))),
    vision,
  }
}

/** All that is said of a connection's models, with one of them said anew; undefined takes back what was said of it. */
export function withOverride(
  models: ManagedModel[],
  id: string,
  override: ModelOverride | undefined,
): ModelOverride[] {
  const others = models.flatMap(({ model, override }) => (override && model.id !== id ? [override] : []))
  // Of a model that was only taken out of the list, nothing is left to say once it is back.
  const isEmpty = !override || (Object.keys(override).length === 1 && isListed(models, id))
  return isEmpty ? others : [...others, override]
}

/** True for a model that is there without anybody having added it. */
function isListed(models: ManagedModel[], id: string): boolean {
  return models.some(({ model, from }) => model.id === id && from !== "hand")
}

/** The same model taken out of all lists, or put back. */
export function withHidden({ model, override }: ManagedModel, hidden: boolean): ModelOverride {
  const { hidden: _, ...kept } = override ?? { id: model.id }
  return hidden ? { ...kept, hidden } : kept
}
