import * as z from "zod/mini"
import { type Model, providerSchema } from "#lib/domain/connection"
import { type ManagedModel, type ModelOverride, modelOverrideSchema } from "#lib/domain/managed-connection"
import { describeModel, knownModels } from "#lib/domain/models"
import type { ConnectionRow } from "#lib/server/store/schema"

const readModelsSchema = z.object({
  ids: z.array(z.string()),
  readAt: z.number(),
  error: z.optional(z.string()),
})
const overridesSchema = z.array(modelOverrideSchema)

/** The models of a connection: what we know, what its provider lists, what somebody added; each as an admin says it is. */
export interface ConnectionModels {
  all: ManagedModel[]
  /** Those that can be run on. */
  usable: Model[]
  /** A name that is not among them does not exist, as far as anybody said. */
  complete: boolean
  /** Epoch ms; 0: never read. */
  readAt: number
  error?: string
}

export function modelsOf(
  row: Pick<ConnectionRow, "provider" | "models" | "model_overrides">,
): ConnectionModels {
  const provider = providerSchema.parse(row.provider)
  const read = readListOf(row)
  const overrides = overridesOf(row)
  const known = knownModels(provider)
  const all: ManagedModel[] = []
  const seen = new Set<string>()
  const add = (model: Model, from: ManagedModel["from"]) => {
    if (seen.has(model.id)) return
    seen.add(model.id)
    const override = overrides.find(({ id }) => id === model.id)
    all.push({
      model: override ? overridden(model, override) : model,
      from,
      ...(override ? { override } : {}),
    })
  }
  for (const model of known) add(model, "known")
  for (const id of read?.ids ?? []) add(describeModel(provider, id), "provider")
  for (const { id } of overrides) add(describeModel(provider, id), "hand")
  return {
    all,
    usable: all.filter(({ override }) => !override?.hidden).map(({ model }) => model),
    complete: known.length > 0 || (read !== undefined && read.error === undefined),
    readAt: read?.readAt ?? 0,
    error: read?.error,
  }
}

/** The ids of the last list that could be read. */
export const listedIds = (row: Pick<ConnectionRow, "models">): string[] => readListOf(row)?.ids ?? []

/** True for a name that was taken out of the lists. */
export const isHidden = (row: Pick<ConnectionRow, "model_overrides">, id: string): boolean =>
  overridesOf(row).some((override) => override.id === id && override.hidden === true)

function readListOf(row: Pick<ConnectionRow, "models">) {
  return row.models === null ? undefined : readModelsSchema.parse(JSON.parse(row.models))
}

function overridesOf(row: Pick<ConnectionRow, "model_overrides">): ModelOverride[] {
  return row.model_overrides === null ? [] : overridesSchema.parse(JSON.parse(row.model_overrides))
}

function overridden(model: Model, { hidden, id, ...said }: ModelOverride): Model {
  const given = Object.entries(said).filter(([, value]) => value !== undefined)
  return { ...model, ...Object.fromEntries(given) }
}
