import { imageParameters } from "#lib/domain/image-parameters"
import type { NoEffect, ParameterSpec, ParameterTarget } from "#lib/domain/parameter-spec"
import type { Parameters, ParameterValue } from "#lib/domain/parameters-schema"
import { textParameters } from "#lib/domain/text-parameters"

export type { Chip, NoEffect, NumberRange, ParameterSpec, ParameterTarget } from "#lib/domain/parameter-spec"
export { isThinking } from "#lib/domain/parameter-spec"
export type { Parameters, ParameterValue }

/**
 * Every parameter, described once. Controls, requests, validation, history and (later) sweeps and code are
 * made from this list; its order is theirs.
 */
export const parameterSpecs: ParameterSpec[] = [...imageParameters, ...textParameters]

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
