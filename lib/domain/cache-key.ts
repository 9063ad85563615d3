import type { Variant } from "#lib/domain/batch"
import type { ParameterTarget } from "#lib/domain/parameters"
import { noEffectOf, parameterSpecs } from "#lib/domain/parameters"

/** Where a request goes, as far as its answer depends on it. */
export interface AskedPlace {
  baseUrl: string
  dialect: string
  provider: string
}

/**
 * What makes two requests equal, as one text: the same for the same request, in whatever order its fields were written
 * and whether a field is undefined or absent. Images count by their hashes, which the prompt holds.
 */
export function requestText(
  { columnId: _, rowId: __, ...variant }: Variant,
  sample: number,
  place: AskedPlace,
): string {
  const { seed, ...others } = variant.parameters
  // Of words, a repetition with a seed is a request with the next one. Of pictures it is counted by the sample.
  const parameters =
    typeof seed === "number" && variant.mode !== "image"
      ? { ...others, seed: seed + sample }
      : { ...variant.parameters, sample }
  return canonicalJson({ ...variant, parameters: undefined, sent: parameters, place })
}

/**
 * Whether the same request would be answered in the same way anyway: no randomness, or a fixed seed, and a provider that
 * keeps to it.
 */
export function isRepeatable({ parameters, extra }: Variant, target: ParameterTarget): boolean {
  // Extra fields are merged last: what they say of chance, we do not know.
  if (extra && ["temperature", "seed"].some((name) => name in extra)) return false
  const hasEffect = (name: "temperature" | "seed") => {
    const spec = parameterSpecs.find((known) => known.name === name)
    return spec?.taken(target) && noEffectOf(spec, target, parameters) === undefined
  }
  return (
    (parameters.temperature === 0 && hasEffect("temperature") === true) ||
    (typeof parameters.seed === "number" && hasEffect("seed") === true)
  )
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null"
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(",")}}`
}
