import type { Connection } from "#lib/domain/connection"
import { type Parameters, type ParameterTarget, parametersFor } from "#lib/domain/parameters"
import { unknownModel } from "#lib/domain/unknown-model"
import { type Column, settingOf, type Workspace } from "./workspace.ts"

/** What of a connection says which settings its models take. */
export type ConnectionFacts = Pick<Connection, "id" | "provider" | "models">

/**
 * Whose model a column asks, in which mode, and for pictures whether they start from an image; undefined when its
 * connection is not there (any more).
 */
export function targetOf(
  mode: Workspace["mode"],
  column: Pick<Column, "connectionId" | "model">,
  connections: readonly ConnectionFacts[],
  hasInitImage?: boolean,
): ParameterTarget | undefined {
  const connection = connections.find(({ id }) => id === column.connectionId)
  if (!connection) return undefined
  const model = connection.models.find(({ id }) => id === column.model) ?? unknownModel(column.model)
  const target = { provider: connection.provider, mode, model }
  return mode === "image" && hasInitImage !== undefined ? { ...target, hasInitImage } : target
}

/** The parameters that a column sends to a target: those that are on and that it takes. */
export function sentParameters(column: Pick<Column, "parameters">, target: ParameterTarget): Parameters {
  return Object.fromEntries(
    parametersFor(target).flatMap((spec) => {
      const { on, value } = settingOf(column, spec)
      const nothing = spec.kind === "strings" && Array.isArray(value) && value.length === 0
      return on && !nothing ? [[spec.name, value]] : []
    }),
  )
}
