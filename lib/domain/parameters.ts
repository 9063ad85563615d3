import type { Parameters, ParameterValue } from "#lib/domain/parameters-schema"

export type { Parameters, ParameterValue }

import type { Mode, Model, ProviderId } from "#lib/domain/connection"

/** What a parameter's meaning depends on: whose model, in which mode. */
export interface ParameterTarget {
  provider: ProviderId
  mode: Mode
  model: Model
}

export interface NumberRange {
  min: number
  max: number
  step: number
}

/** Why a parameter that is sent will change nothing; the interface has a sentence for each. */
export type NoEffect =
  | "thinking"
  | "not_thinking"
  | "deprecated"
  | "temperature_zero"
  | "thinking_off"
  | "raised_to_095"

interface Described {
  name: string
  /** Control groups, in the order of the interface. */
  group: "sampling" | "length" | "reasoning" | "repetition" | "output"
  unit?: "tokens"
  /** Shown at once; the others stand under "More". */
  prominent: boolean
  /** Whether a new variant sends it. */
  initiallyOn: boolean
  taken: (target: ParameterTarget) => boolean
  noEffect?: (target: ParameterTarget, parameters: Parameters) => NoEffect | undefined
}

export type ParameterSpec = Described &
  (
    | {
        kind: "number" | "integer"
        range: (target: ParameterTarget) => NumberRange
        initial: number
        chips?: Chip[]
      }
    | { kind: "strings"; maxItems: number; maxChars: number; initial: string[] }
    | { kind: "choice"; choices: (target: ParameterTarget) => string[]; initial: string }
    | { kind: "switch"; initial: boolean }
  )

/** A value worth trying, with the key of its word in the interface. */
export interface Chip {
  key: string
  value: number
}

const isText = ({ mode }: ParameterTarget): boolean => mode !== "image"
const hasThinking = ({ model }: ParameterTarget): boolean => model.thinking === "default-on"

/** Models with a thinking switch think unless told not to. */
export function isThinking(target: ParameterTarget, parameters: Parameters): boolean {
  return hasThinking(target) && target.mode === "chat" && parameters.thinking !== false
}

const greedy = (parameters: Parameters): NoEffect | undefined =>
  parameters.temperature === 0 ? "temperature_zero" : undefined

/** DeepSeek takes both penalties and ignores them; see reference: "deprecated, accepted, no effect". */
const penaltyEffect: Described["noEffect"] = (target, parameters) =>
  target.provider === "deepseek" ? "deprecated" : isThinking(target, parameters) ? "thinking" : undefined

/**
 * Every parameter, described once. Controls, requests, validation, history and (later) sweeps and code are
 * made from this list; its order is theirs.
 */
export const parameterSpecs: ParameterSpec[] = [
  {
    name: "temperature",
    kind: "number",
    group: "sampling",
    prominent: true,
    initiallyOn: true,
    initial: 0.7,
    range: () => ({ min: 0, max: 2, step: 0.01 }),
    // The vendor's advice for its chat models.
    chips: [
      { key: "code", value: 0 },
      { key: "data", value: 1 },
      { key: "chat", value: 1.3 },
      { key: "writing", value: 1.5 },
    ],
    taken: isText,
    noEffect: (target, parameters) => (isThinking(target, parameters) ? "thinking" : undefined),
  },
  {
    name: "top_p",
    kind: "number",
    group: "sampling",
    prominent: true,
    initiallyOn: true,
    initial: 0.9,
    range: () => ({ min: 0, max: 1, step: 0.01 }),
    taken: isText,
    noEffect: (target, parameters) => {
      const thinking = isThinking(target, parameters)
      if (target.model.topP === "only-thinking") {
        if (!thinking) return "not_thinking"
        return typeof parameters.top_p === "number" && parameters.top_p < 0.95 ? "raised_to_095" : undefined
      }
      if (target.model.topP === "not-thinking" && thinking) return "thinking"
      return greedy(parameters)
    },
  },
  {
    name: "max_tokens",
    kind: "integer",
    group: "length",
    unit: "tokens",
    prominent: true,
    initiallyOn: true,
    initial: 512,
    range: ({ model }) => ({ min: 1, max: model.maxOutputTokens ?? 131_072, step: 1 }),
    taken: isText,
  },
  {
    name: "thinking",
    kind: "switch",
    group: "reasoning",
    prominent: true,
    initiallyOn: true,
    initial: true,
    taken: (target) => target.mode === "chat" && hasThinking(target),
  },
  {
    name: "reasoning_effort",
    kind: "choice",
    group: "reasoning",
    prominent: false,
    initiallyOn: false,
    initial: "high",
    choices: ({ provider }) =>
      provider === "openai" || provider === "compatible"
        ? ["minimal", "low", "medium", "high"]
        : ["low", "high", "max"],
    taken: (target) =>
      target.mode === "chat" &&
      (hasThinking(target) || target.provider === "openai" || target.provider === "compatible"),
    noEffect: (target, parameters) =>
      hasThinking(target) && !isThinking(target, parameters) ? "thinking_off" : undefined,
  },
  {
    name: "stop",
    kind: "strings",
    group: "length",
    prominent: false,
    initiallyOn: false,
    initial: [],
    maxItems: 16,
    maxChars: 200,
    taken: isText,
  },
  {
    name: "seed",
    kind: "integer",
    group: "sampling",
    prominent: false,
    initiallyOn: false,
    initial: 1,
    range: () => ({ min: 0, max: 2_147_483_647, step: 1 }),
    taken: (target) => isText(target) && target.provider !== "deepseek",
    noEffect: (_, parameters) => greedy(parameters),
  },
  {
    name: "min_p",
    kind: "number",
    group: "sampling",
    prominent: false,
    initiallyOn: false,
    initial: 0.05,
    range: () => ({ min: 0, max: 1, step: 0.01 }),
    taken: (target) => isText(target) && target.provider === "sandbox",
    noEffect: (_, parameters) => greedy(parameters),
  },
  {
    name: "presence_penalty",
    kind: "number",
    group: "repetition",
    prominent: false,
    initiallyOn: false,
    initial: 0,
    range: () => ({ min: -2, max: 2, step: 0.1 }),
    taken: isText,
    noEffect: penaltyEffect,
  },
  {
    name: "frequency_penalty",
    kind: "number",
    group: "repetition",
    prominent: false,
    initiallyOn: false,
    initial: 0,
    range: () => ({ min: -2, max: 2, step: 0.1 }),
    taken: isText,
    noEffect: penaltyEffect,
  },
  {
    name: "logprobs",
    kind: "integer",
    group: "output",
    prominent: false,
    initiallyOn: false,
    initial: 3,
    range: ({ provider, mode }) => ({
      min: 0,
      max: mode === "completion" && (provider === "openai" || provider === "compatible") ? 5 : 20,
      step: 1,
    }),
    taken: isText,
  },
]

/** The parameters that a target takes, in the order of the interface. */
export function parametersFor(target: ParameterTarget): ParameterSpec[] {
  return parameterSpecs.filter((spec) => spec.taken(target))
}

/** Why a sent parameter will change nothing with this target, or undefined when it has its effect. */
export function noEffectOf(
  spec: ParameterSpec,
  target: ParameterTarget,
  parameters: Parameters,
): NoEffect | undefined {
  return spec.noEffect?.(target, parameters)
}

/** What is wrong with a value; `params` fill the sentence of the interface. */
export interface ParameterProblem {
  name: string
  problem: "unknown" | "not_taken" | "wrong_kind" | "out_of_range" | "too_many" | "too_long" | "not_a_choice"
  params: Record<string, string | number>
}

/** Checks one value against its description; undefined when it may be sent. */
export function checkParameter(
  name: string,
  value: ParameterValue,
  target: ParameterTarget,
): ParameterProblem | undefined {
  const spec = parameterSpecs.find((candidate) => candidate.name === name)
  const problem = (
    kind: ParameterProblem["problem"],
    params: Record<string, string | number> = {},
  ): ParameterProblem => ({ name, problem: kind, params: { name, ...params } })
  if (!spec) return problem("unknown")
  if (!spec.taken(target)) return problem("not_taken", { model: target.model.id })
  switch (spec.kind) {
    case "number":
    case "integer": {
      const { min, max } = spec.range(target)
      if (
        typeof value !== "number" ||
        !(spec.kind === "integer" ? Number.isInteger(value) : Number.isFinite(value))
      )
        return problem("wrong_kind", { kind: spec.kind })
      return value < min || value > max ? problem("out_of_range", { value, min, max }) : undefined
    }
    case "strings": {
      if (!Array.isArray(value)) return problem("wrong_kind", { kind: spec.kind })
      if (value.length > spec.maxItems) return problem("too_many", { max: spec.maxItems })
      return value.some((item) => item === "" || item.length > spec.maxChars)
        ? problem("too_long", { max: spec.maxChars })
        : undefined
    }
    case "choice": {
      const choices = spec.choices(target)
      return typeof value === "string" && choices.includes(value)
        ? undefined
        : problem("not_a_choice", { choices: choices.join(", ") })
    }
    case "switch":
      return typeof value === "boolean" ? undefined : problem("wrong_kind", { kind: spec.kind })
  }
}

/** All that is wrong with a set of parameters, in their order; empty when they may be sent. */
export function checkParameters(parameters: Parameters, target: ParameterTarget): ParameterProblem[] {
  return Object.entries(parameters).flatMap(([name, value]) => checkParameter(name, value, target) ?? [])
}
