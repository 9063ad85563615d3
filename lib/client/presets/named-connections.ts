import type { Connection } from "#lib/domain/connection"
import { connectionTemplates } from "#lib/domain/connection-templates"
import { describeModel } from "#lib/domain/models"
import { providerOf } from "#lib/domain/portable-setup"
import type { Setup } from "#lib/domain/setup-schema"

/** What of a connection is needed to say what a column sends, and to whom. */
export type NamedConnection = Pick<Connection, "id" | "name" | "provider" | "models">

/**
 * The connections that a setup names. For one that is not among those known here (in a link, a file, a preset of long
 * ago) its kind stands in, with what Bracket itself knows about the models.
 */
export function namedConnections(
  { columns }: Pick<Setup, "columns">,
  known: readonly NamedConnection[] = [],
): NamedConnection[] {
  return [...new Set(columns.map(({ connectionId }) => connectionId))].map((id) => {
    const found = known.find((connection) => connection.id === id)
    if (found) return found
    const provider = providerOf(id)
    const models = columns.flatMap(({ connectionId, model }) =>
      connectionId === id ? [describeModel(provider, model)] : [],
    )
    const name = connectionTemplates.find((template) => template.provider === provider)?.name ?? ""
    return { id, name, provider, models }
  })
}
