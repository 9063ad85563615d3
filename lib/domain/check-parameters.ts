import { sizeOf } from "#lib/domain/image-parameters"
import { type ParameterSpec, type ParameterTarget, parameterSpecs } from "#lib/domain/parameters"
import type { Parameters, ParameterValue } from "#lib/domain/parameters-schema"

/** What is wrong with a value; `params` fill the sentence of the interface. */
export interface ParameterProblem {
  name: string
  problem:
    | "unknown"
    | "not_taken"
    | "wrong_kind"
    | "out_of_range"
    | "too_many"
    | "too_long"
    | "not_a_choice"
    | "size_out_of_range"
    | "size_not_in_steps"
    | "not_while_thinking"
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
    case "size":
      return sizeProblem(value, spec, target, problem)
    case "switch":
      return typeof value === "boolean" ? undefined : problem("wrong_kind", { kind: spec.kind })
  }
}

/** What keeps a parameter from being sent together with the others; undefined when nothing does. */
export function conflictOf(
  name: string,
  target: ParameterTarget,
  parameters: Parameters,
): ParameterProblem | undefined {
  const spec = parameterSpecs.find((candidate) => candidate.name === name)
  return spec?.refused?.(target, parameters)
    ? { name, problem: "not_while_thinking", params: { name } }
    : undefined
}

/** All that is wrong with a set of parameters, in their order; empty when they may be sent. */
export function checkParameters(parameters: Parameters, target: ParameterTarget): ParameterProblem[] {
  return Object.entries(parameters).flatMap(
    ([name, value]) => checkParameter(name, value, target) ?? conflictOf(name, target, parameters) ?? [],
  )
}

/** A size that is offered may be sent; another one where each side is within the range, in its steps. */
function sizeProblem(
  value: ParameterValue,
  spec: Extract<ParameterSpec, { kind: "size" }>,
  target: ParameterTarget,
  problem: (kind: ParameterProblem["problem"], params?: ParameterProblem["params"]) => ParameterProblem,
): ParameterProblem | undefined {
  const size = sizeOf(value)
  if (!size) return problem("wrong_kind", { kind: spec.kind })
  const sizes = spec.sizes(target)
  if (sizes.includes(String(value))) return undefined
  const free = spec.free(target)
  if (!free) return problem("not_a_choice", { choices: sizes.join(", ") })
  const { min, max, step } = free
  const sides = [size.width, size.height]
  if (sides.some((side) => side < min || side > max)) {
    return problem("size_out_of_range", { value: String(value), min, max })
  }
  return sides.some((side) => side % step !== 0)
    ? problem("size_not_in_steps", { value: String(value), step })
    : undefined
}
