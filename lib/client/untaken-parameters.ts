import { type ParameterTarget, parameterSpecs } from "#lib/domain/parameters"

/** What people look for first when they tune a picture: that one of these is missing is worth a word. */
const expected = ["seed", "strength", "steps"]

/** The names of these that a target does not take. */
export function untakenParameters(target: ParameterTarget): string[] {
  return expected.filter((name) => !parameterSpecs.find((spec) => spec.name === name)?.taken(target))
}
