import type { ImageSettings } from "#lib/domain/image-settings"
import { parameterSpecs } from "#lib/domain/parameters"
import type { Parameters } from "#lib/domain/parameters-schema"

/** What a picture's file says that made it; other tools say less than ours. */
export type CarriedSettings = Partial<ImageSettings>

/** Parameters by name; undefined: nothing is said. */
export type CarriedParameters = Record<string, Parameters[string] | undefined>

/** The parameters that a picture's file names, with the seed of this very picture, and its size. */
export function carriedParameters({ parameters, seed, width, height }: CarriedSettings): CarriedParameters {
  return {
    ...parameters,
    seed: seed ?? parameters?.seed,
    size: parameters?.size ?? (width && height ? `${width}x${height}` : undefined),
  }
}

/** The same in the order of the interface, to be shown. */
export function shownParameters(settings: CarriedSettings): [name: string, value: string][] {
  const place = (name: string) => {
    const index = parameterSpecs.findIndex((spec) => spec.name === name)
    return index < 0 ? parameterSpecs.length : index
  }
  return Object.entries(carriedParameters(settings))
    .flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]]))
    .sort(([a], [b]) => place(a) - place(b))
}

/** What of a picture's settings is put back. */
export type Restoring = "all" | "prompt" | "seed" | "size"

/** What can be put back from these settings. */
export function restorable(settings: CarriedSettings): Restoring[] {
  const { seed, size, ...others } = carriedParameters(settings)
  const parts: Restoring[] = []
  if (settings.prompt || settings.negative) parts.push("prompt")
  if (seed !== undefined) parts.push("seed")
  if (size !== undefined) parts.push("size")
  const more = settings.model || Object.keys(others).length > 0
  return parts.length > 0 || more ? ["all", ...parts] : []
}
