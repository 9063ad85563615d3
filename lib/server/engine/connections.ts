import { type Connection, type Model, type ProviderId, providerSchema } from "#lib/domain/connection"
import type { OAuthClient } from "#lib/domain/managed-connection"
import { describeModel } from "#lib/domain/models"
import type { AuditRecorder } from "#lib/server/audit/audit-recorder"
import { createConnectionTest } from "#lib/server/engine/connections/connection-test"
import { openSecret } from "#lib/server/engine/connections/credentials"
import { discoverServers } from "#lib/server/engine/connections/discover"
import { createManagement } from "#lib/server/engine/connections/manage"
import { isHidden, modelsOf } from "#lib/server/engine/connections/models"
import { createModelReader } from "#lib/server/engine/connections/read-models"
import { createRotation } from "#lib/server/engine/connections/rotation"
import { settingsOf } from "#lib/server/engine/connections/settings"
import {
  dialOf,
  type Target,
  type TargetDeps,
  targetOf,
  type Way,
  wayOf,
} from "#lib/server/engine/connections/target"
import { publicView } from "#lib/server/engine/connections/views"
import type { ConnectionRow } from "#lib/server/store/schema"
import type { Store } from "#lib/server/store/store"
import type { Dial, UpstreamHttp } from "#lib/server/upstream/http"

export type { Target } from "#lib/server/engine/connections/target"

/** A connection and a model that a person has chosen. */
export interface Resolved {
  connectionName: string
  provider: ProviderId
  model: Model | undefined
  /** Opens the credential. */
  target: () => Promise<Target>
  /** Where requests go and how they are proved, without any secret. */
  way: Way
  /** It belongs to one person alone. */
  isPrivate: boolean
}

export interface ConnectionDeps extends TargetDeps {
  store: Store
  http: UpstreamHttp
  audit: AuditRecorder
}

/** The connections as the engine and the interface need them; the sandbox's address and keys are this node's own. */
export function createConnections(deps: ConnectionDeps) {
  const { store } = deps
  const lists = createModelReader(deps)
  const management = createManagement(deps)
  const test = createConnectionTest(deps, management)

  const views = (rows: ConnectionRow[]): Connection[] => rows.flatMap((row) => publicView(row) ?? [])

  /** A connection that a person may use; undefined when it is not theirs, or not there. */
  async function visible(personId: string, connectionId: string): Promise<ConnectionRow | undefined> {
    const rows = await store.connections.visibleTo(personId)
    return rows.find((row) => row.id === connectionId)
  }

  return {
    management,
    test,
    rotation: createRotation(deps, management, test),
    discover: () => discoverServers(deps),

    /** The connections that a person may use, with their models; asks providers whose list is stale. */
    async list(personId: string): Promise<Connection[]> {
      const rows = await store.connections.visibleTo(personId)
      const stale = rows.filter(lists.isStale)
      await Promise.all(stale.map(lists.read))
      return views(stale.length > 0 ? await store.connections.visibleTo(personId) : rows)
    },

    /** The same as it is known now, without asking anybody; `stale` when `list` would ask. */
    async known(personId: string): Promise<{ connections: Connection[]; stale: boolean }> {
      const rows = await store.connections.visibleTo(personId)
      return { connections: views(rows), stale: rows.some(lists.isStale) }
    },

    /**
     * A connection that a person may use, with one of its models; undefined when it is not theirs, or not there.
     * `model` is undefined when the connection is known not to have it. `target()` opens the credential.
     */
    async resolve(personId: string, connectionId: string, modelId: string): Promise<Resolved | undefined> {
      const row = await visible(personId, connectionId)
      if (!row) return undefined
      const { usable, complete } = modelsOf(row)
      const provider = providerSchema.parse(row.provider)
      return {
        connectionName: row.name,
        provider,
        // Where the provider's list could not be read, the provider decides about a name that we do not know.
        model:
          usable.find((candidate) => candidate.id === modelId) ??
          (complete || isHidden(row, modelId) ? undefined : describeModel(provider, modelId)),
        target: () => targetOf(row, deps),
        way: wayOf(row, deps),
        isPrivate: row.access === "owner",
      }
    },

    /** What a connection may take, for those who may run on it or manage it. Throws `BracketError("not_found")`. */
    async allowed(who: Parameters<typeof management.managedRow>[0], id: string) {
      const row = (await visible(who.id, id)) ?? (await management.managedRow(who, id))
      const { limits = {}, planQuota = {} } = settingsOf(row)
      return { name: row.name, limits, planQuota }
    },

    /** Ready to send to, for those who manage it. Throws `BracketError("not_found")`. */
    async managedTarget(who: Parameters<typeof management.managedRow>[0], id: string): Promise<Target> {
      return targetOf(await management.managedRow(who, id), deps)
    },

    /** Who we are at the OAuth server of a connection; undefined when it has none. */
    async oauthClient(
      id: string,
    ): Promise<(OAuthClient & { clientSecret?: string; dial: Dial }) | undefined> {
      const row = await store.connections.get(id)
      const client = row && settingsOf(row).oauth
      if (!row || !client || row.credential_kind !== "oauth2") return undefined
      const secret = row.sealed_credential && (await openSecret(deps.secrets, row.sealed_credential, id))
      const given = secret ? secret.clientSecret : undefined
      const clientSecret = typeof given === "object" ? await deps.secrets.open(given.reference, "") : given
      return { ...client, clientSecret, dial: dialOf(row) }
    },
  }
}

export type Connections = ReturnType<typeof createConnections>
