import { type Connection, type Mode, providerSchema } from "#lib/domain/connection"
import type { Setup } from "#lib/domain/setup-schema"

/** What stands in the place of a connection's id once a setup leaves the house: whose server it was, never which. */
const kindMark = "kind:"

/** Nobody knows any more whose server it was. */
const unknownKind = `${kindMark}compatible`

/** What names a connection of this kind in a setup from elsewhere. */
export const kindId = (provider: Connection["provider"]): string => `${kindMark}${provider}`

type ConnectionFacts = Pick<Connection, "id" | "provider" | "models">

/** A setup whose columns name the kind of their connection, to be handed to others. Names and addresses stay here. */
export function portableSetup(
  setup: Setup,
  connections: readonly Pick<Connection, "id" | "provider">[],
): Setup {
  const kindOf = (connectionId: string) => {
    if (connectionId.startsWith(kindMark)) return connectionId
    const known = connections.find(({ id }) => id === connectionId)
    return known ? kindId(known.provider) : unknownKind
  }
  return {
    ...setup,
    columns: setup.columns.map((column) => ({ ...column, connectionId: kindOf(column.connectionId) })),
  }
}

/** A connection and a model that a setup asks for and that nobody here offers. */
export interface MissingModel {
  /** As the setup names its connection: see `portableSetup`. */
  kind: string
  provider: Connection["provider"]
  model: string
  /** Of the columns that ask for it. */
  columnIds: string[]
}

/** By what a receiver replaces what is missing: a key of `missingKey`. */
export type Replacements = Record<string, { connectionId: string; model: string }>

export const missingKey = ({ kind, model }: Pick<MissingModel, "kind" | "model">): string =>
  `${kind} ${model}`

/**
 * A setup from elsewhere with the receiver's own connections: first one of the same kind that offers the model, then any
 * that does, then what the receiver has chosen. `missing`: what is left; those columns keep the kind as it came.
 */
export function setupWithConnections(
  setup: Setup,
  connections: readonly ConnectionFacts[],
  replacements: Replacements = {},
): { setup: Setup; missing: MissingModel[] } {
  const missing = new Map<string, MissingModel>()
  const columns = setup.columns.map((column) => {
    const { connectionId: kind, model } = column
    if (!kind.startsWith(kindMark)) return column
    const chosen = replacements[missingKey({ kind, model })]
    if (chosen) return { ...column, ...chosen }
    const found = connectionFor(kind, model, setup.mode, connections)
    if (found) return { ...column, connectionId: found.id }
    const key = missingKey({ kind, model })
    const known = missing.get(key) ?? { kind, provider: providerOf(kind), model, columnIds: [] }
    missing.set(key, { ...known, columnIds: [...known.columnIds, column.id] })
    return column
  })
  return { setup: { ...setup, columns }, missing: [...missing.values()] }
}

/** Whose server a kind stands for. */
export function providerOf(kind: string): Connection["provider"] {
  const provider = providerSchema.safeParse(kind.slice(kindMark.length))
  return provider.success ? provider.data : "compatible"
}

function connectionFor(
  kind: string,
  model: string,
  mode: Mode,
  connections: readonly ConnectionFacts[],
): ConnectionFacts | undefined {
  const offers = ({ models }: ConnectionFacts) =>
    models.some(({ id, modes }) => id === model && modes.includes(mode))
  const able = connections.filter(offers)
  return able.find(({ provider }) => provider === providerOf(kind)) ?? able[0]
}
