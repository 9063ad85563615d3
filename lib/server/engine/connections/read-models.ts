import { BracketError } from "#lib/domain/errors"
import type { ConnectionRow } from "#lib/server/store/schema"
import type { Store } from "#lib/server/store/store"
import type { UpstreamHttp } from "#lib/server/upstream/http"
import { listedIds, modelsOf } from "./models.ts"
import { type TargetDeps, targetOf } from "./target.ts"

/** How long a list of models read from a provider is good for, in ms. */
const modelsFreshMs = 5 * 60_000

/** Lists of models are asked for only where we have none of our own: the sandbox's and the signed API's are known. */
const ownLists = ["sandbox", "deepseek-signed"]

/** Asks providers for their lists of models, when the last one has grown old. */
export function createModelReader(deps: TargetDeps & { store: Store; http: UpstreamHttp }) {
  const reading = new Map<string, Promise<void>>()

  /** A failure is kept beside the last list, not thrown. */
  async function readNow(row: ConnectionRow): Promise<void> {
    const { store, http } = deps
    const readAt = deps.now()
    try {
      const { dialect, address, ...options } = await targetOf(row, deps)
      const signal = AbortSignal.timeout(10_000)
      const response = await http.send(dialect.modelsRequest(address), { ...options, signal })
      await store.connections.setModels(row.id, { ids: await dialect.models(response), readAt })
    } catch (error) {
      const code = error instanceof BracketError ? error.code : "upstream_unreachable"
      await store.connections.setModels(row.id, { ids: listedIds(row), readAt, error: code })
    }
  }

  return {
    isStale: (row: ConnectionRow): boolean =>
      !ownLists.includes(row.provider) && modelsOf(row).readAt < deps.now() - modelsFreshMs,

    /** Single flight per connection. */
    read(row: ConnectionRow): Promise<void> {
      const flight = reading.get(row.id) ?? readNow(row).finally(() => reading.delete(row.id))
      reading.set(row.id, flight)
      return flight
    },
  }
}
