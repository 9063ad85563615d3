import type { ManagedConnection } from "#lib/domain/managed-connection"
import { typedNumber } from "./typed-number.ts"

/** What a field for a figure takes; the stored figure is `per` times the typed one. The ranges are those of the schema. */
interface AmountRule {
  min: number
  max: number
  whole?: boolean
  per?: number
  /** What holds while the field is empty, as it would be typed. */
  usual?: number
}

const seconds = (usual: number): AmountRule => ({ min: 0.1, max: 86_400, per: 1000, usual })

/** The figures of a connection, each by its place in the input. */
export const amountRules = {
  "limits.concurrency": { min: 1, max: 1000, whole: true },
  "limits.requestsPerSecond": { min: 0.01, max: 1000 },
  "limits.requestsPerDay": { min: 1, max: 1e9, whole: true },
  "limits.tokensPerDay": { min: 1, max: 1e12, whole: true },
  "limits.costPerDay": { min: 0.000001, max: 1e6 },
  "planQuota.requestsPerSecond": { min: 0.000001, max: 1e6 },
  "planQuota.requestsPerMinute": { min: 0.000001, max: 1e8 },
  "planQuota.tokensPerMinute": { min: 1, max: 1e12 },
  "planQuota.requestsPerDay": { min: 1, max: 1e12 },
  "planQuota.tokensPerDay": { min: 1, max: 1e15 },
  "timeLimits.connectMs": seconds(10),
  "timeLimits.silenceMs": seconds(60),
  "timeLimits.firstPayloadMs": seconds(600),
  "timeLimits.betweenPayloadsMs": seconds(120),
  "timeLimits.totalMs": seconds(1800),
} as const satisfies Record<string, AmountRule>

export type AmountKey = keyof typeof amountRules
export type AmountGroup = "limits" | "planQuota" | "timeLimits"

export const amountKeys = Object.keys(amountRules) as AmountKey[]
export const amountKeysOf = (group: AmountGroup): AmountKey[] =>
  amountKeys.filter((key) => key.startsWith(`${group}.`))

export const amountRule = (key: AmountKey): AmountRule => amountRules[key]

/** The figure to store: undefined for an empty field, `wrong` for one that is none or out of range. */
export function amountOf(key: AmountKey, text: string): number | undefined | "wrong" {
  const { min, max, whole, per = 1 } = amountRule(key)
  const value = typedNumber(text)
  if (value === undefined || value === "wrong") return value
  if (value < min || value > max || (whole && !Number.isInteger(value))) return "wrong"
  return per === 1 ? value : Math.round(value * per)
}

export type TypedAmounts = Record<AmountKey, string>

type Grouped = Pick<ManagedConnection, AmountGroup>

/** What is stored, as it would be typed. */
export function typedAmounts(stored?: Grouped): TypedAmounts {
  const entries = amountKeys.map((key): [AmountKey, string] => {
    const [group, name] = key.split(".") as [AmountGroup, string]
    const value = (stored?.[group] as Record<string, number | undefined> | undefined)?.[name]
    return [key, value === undefined ? "" : String(value / (amountRule(key).per ?? 1))]
  })
  return Object.fromEntries(entries) as TypedAmounts
}

/** One group of figures as it is sent; figures that are none are left to `problemsOf`. */
export function amountsOf(group: AmountGroup, typed: TypedAmounts): Record<string, number> {
  const entries = amountKeysOf(group).flatMap((key) => {
    const value = amountOf(key, typed[key])
    return typeof value === "number" ? [[key.slice(group.length + 1), value] as const] : []
  })
  return Object.fromEntries(entries)
}
