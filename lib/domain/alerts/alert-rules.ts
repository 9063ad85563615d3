import * as z from "zod/mini"

/** What can go wrong, one rule each. */
export const alertKinds = [
  "error-rate",
  "slow-first-token",
  "slow-total",
  "quota",
  "breaker-open",
  "budget",
  "key-age",
  "service-away",
] as const
export type AlertKind = (typeof alertKinds)[number]

/** How an admin has set a rule. Percent, ms or days as the unit of its kind says. */
export interface AlertRule {
  kind: AlertKind
  enabled: boolean
  threshold: number
  /** How long the condition has to hold before the alert fires. */
  forSeconds: number
  /** How long after it has fired no other message of the same alert is sent. */
  coolDownSeconds: number
  /** Fewer calls say nothing; only of rules that look at calls. */
  minCalls: number
}

/** What a rule is like: its unit and range, what it begins with, and when it is over. */
export interface AlertRuleSpec {
  /** `state`: on or off, so nothing to set. */
  unit: "percent" | "ms" | "days" | "state"
  min: number
  max: number
  step: number
  /** `above`: fires over the threshold; `reached`: at the threshold, too. */
  fires: "above" | "reached"
  /** Resolves below this share of the threshold: figures that waver need some room. */
  clearShare: number
  looksAtCalls: boolean
  defaults: Omit<AlertRule, "kind">
}

const hour = 3600
const sustained = { enabled: true, forSeconds: 300, coolDownSeconds: 1800, minCalls: 10 }
const once = { enabled: true, forSeconds: 0, minCalls: 1 }
const state = { unit: "state", min: 1, max: 1, step: 1, fires: "reached", clearShare: 1 } as const
const time = { unit: "ms", min: 100, max: 600_000, step: 100, fires: "above", clearShare: 0.9 } as const

/** Each rule described once: form, validation, evaluation and messages follow from it. */
export const alertRuleSpecs: Record<AlertKind, AlertRuleSpec> = {
  "error-rate": {
    unit: "percent",
    min: 0,
    max: 100,
    step: 0.5,
    fires: "above",
    clearShare: 0.9,
    looksAtCalls: true,
    defaults: { ...sustained, threshold: 5 },
  },
  "slow-first-token": { ...time, looksAtCalls: true, defaults: { ...sustained, threshold: 2000 } },
  // Whole answers take as long as they are: off until somebody knows what is usual here.
  "slow-total": {
    ...time,
    looksAtCalls: true,
    defaults: { ...sustained, enabled: false, threshold: 2000 },
  },
  quota: {
    unit: "percent",
    min: 10,
    max: 100,
    step: 1,
    fires: "above",
    clearShare: 0.9,
    looksAtCalls: false,
    defaults: { ...once, forSeconds: 60, coolDownSeconds: hour, threshold: 80 },
  },
  "breaker-open": {
    ...state,
    looksAtCalls: false,
    defaults: { ...once, coolDownSeconds: 1800, threshold: 1 },
  },
  budget: {
    unit: "percent",
    min: 10,
    max: 100,
    step: 1,
    fires: "reached",
    clearShare: 1,
    looksAtCalls: false,
    defaults: { ...once, coolDownSeconds: 12 * hour, threshold: 100 },
  },
  "key-age": {
    unit: "days",
    min: 1,
    max: 3650,
    step: 1,
    fires: "above",
    clearShare: 1,
    looksAtCalls: false,
    defaults: { ...once, coolDownSeconds: 24 * hour, threshold: 90 },
  },
  "service-away": {
    ...state,
    looksAtCalls: false,
    defaults: { ...once, forSeconds: 60, coolDownSeconds: 1800, threshold: 1 },
  },
}

export const defaultAlertRule = (kind: AlertKind): AlertRule => ({ kind, ...alertRuleSpecs[kind].defaults })

/** A rule as it is sent; its threshold has to lie in the range of its kind. */
export const alertRuleSchema = z
  .object({
    kind: z.enum(alertKinds),
    enabled: z.boolean(),
    threshold: z.number(),
    forSeconds: z.int().check(z.gte(0), z.lte(86_400)),
    coolDownSeconds: z.int().check(z.gte(0), z.lte(604_800)),
    minCalls: z.int().check(z.gte(1), z.lte(100_000)),
  })
  .check(({ value, issues }) => {
    const { min, max } = alertRuleSpecs[value.kind]
    if (value.threshold < min || value.threshold > max)
      issues.push({
        code: "custom",
        path: ["threshold"],
        message: `must lie between ${min} and ${max}`,
        input: value.threshold,
      })
  })

/** `PUT /api/alerts/rules`: the rules to be changed; others stay. */
export const changeAlertRulesSchema = z.object({
  rules: z.array(alertRuleSchema).check(z.minLength(1), z.maxLength(alertKinds.length)),
})

const minute = 60_000

/**
 * How far back a rule looks at calls, in ms. Half as long as the condition has to hold, so that one burst of failures
 * alone, which is in sight for that long, fires nothing.
 */
export function alertWindowMs({ forSeconds }: Pick<AlertRule, "forSeconds">): number {
  return Math.min(150_000, Math.max(minute, forSeconds * 500))
}
