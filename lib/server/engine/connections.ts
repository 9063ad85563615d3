import * as z from "zod/mini"
import type { Connection, DialectId, Model, ProviderId } from "#lib/domain/connection"
import { dialectSchema, providerSchema } from "#lib/domain/connection"
import { BracketError } from "#lib/domain/errors"
import { describeModel, knownModels } from "#lib/domain/models"
import type { Seal } from "#lib/server/secrets/seal"
import type { ConnectionRow } from "#lib/server/store/schema"
import type { Store } from "#lib/server/store/store"
import { basic } from "#lib/server/upstream/credentials/basic"
import { bearer } from "#lib/server/upstream/credentials/bearer"
import type { Credential } from "#lib/server/upstream/credentials/credential"
import { hmac } from "#lib/server/upstream/credentials/hmac"
import { none } from "#lib/server/upstream/credentials/none"
import type { Dialect, UpstreamAddress } from "#lib/server/upstream/dialects/dialect"
import type { UpstreamHttp } from "#lib/server/upstream/http"
import { defaultTimeLimits, type TimeLimits } from "#lib/server/upstream/time-limits"

/** Everything needed to send a run to a connection. */
export interface Target {
  connectionId: string
  connectionName: string
  dialect: Dialect
  provider: ProviderId
  address: UpstreamAddress
  credential: Credential
  trust: "operator" | "member"
  timeLimits: TimeLimits
}

/** A connection and a model that a person has chosen. */
export interface Resolved {
  connectionName: string
  provider: ProviderId
  model: Model | undefined
  target: () => Target
}

const storedModels = z.object({ ids: z.array(z.string()), readAt: z.number(), error: z.optional(z.string()) })
const settingsSchema = z.object({
  statusUrl: z.optional(z.string()),
  consoleUrl: z.optional(z.string()),
  timeLimits: z.optional(
    z.partial(
      z.object({
        connectMs: z.number(),
        silenceMs: z.number(),
        firstPayloadMs: z.number(),
        betweenPayloadsMs: z.number(),
        totalMs: z.number(),
      }),
    ),
  ),
})

/** What the credential column seals, by kind. */
const secretSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("hmac"), apiKey: z.string(), secretKey: z.string() }),
  z.object({ kind: z.literal("bearer"), key: z.string() }),
  z.object({ kind: z.literal("basic"), user: z.string(), password: z.string() }),
])
export type Secret = z.infer<typeof secretSchema>

/** The text that binds a sealed credential to its connection. */
export const credentialPurpose = (connectionId: string): string => `connection:${connectionId}`

/** How long a list of models read from a provider is good for, in ms. */
const modelsFreshMs = 5 * 60_000

/** The connections as the engine and the interface need them; the sandbox's address and keys are this node's own. */
export function createConnections(deps: {
  store: Store
  seal: Seal
  http: UpstreamHttp
  dialectOf: (id: DialectId) => Dialect
  sandbox: { url: string; apiKey: string; secretKey: string }
  now: () => number
}) {
  const { store, seal } = deps
  const reading = new Map<string, Promise<void>>()

  function credentialOf(row: ConnectionRow): Credential {
    if (row.base_url === "sandbox:") return hmac({ ...deps.sandbox, now: deps.now })
    if (row.sealed_credential === null) return none()
    const secret = secretSchema.parse(JSON.parse(seal.open(row.sealed_credential, credentialPurpose(row.id))))
    switch (secret.kind) {
      case "hmac":
        return hmac({ apiKey: secret.apiKey, secretKey: secret.secretKey, now: deps.now })
      case "bearer":
        return bearer(secret.key)
      case "basic":
        return basic(secret.user, secret.password)
    }
  }

  function targetOf(row: ConnectionRow): Target {
    const provider = providerSchema.parse(row.provider)
    return {
      connectionId: row.id,
      connectionName: row.name,
      dialect: deps.dialectOf(dialectSchema.parse(row.dialect)),
      provider,
      address: { baseUrl: row.base_url === "sandbox:" ? deps.sandbox.url : row.base_url, provider },
      credential: credentialOf(row),
      trust: row.source === "person" ? "member" : "operator",
      timeLimits: { ...defaultTimeLimits, ...settingsSchema.parse(JSON.parse(row.settings)).timeLimits },
    }
  }

  function modelsOf(row: ConnectionRow): {
    models: Model[]
    error?: string
    complete: boolean
    readAt: number
  } {
    const provider = providerSchema.parse(row.provider)
    const known = knownModels(provider)
    const read = row.models === null ? undefined : storedModels.parse(JSON.parse(row.models))
    const knownIds = new Set(known.map((model) => model.id))
    const others = (read?.ids ?? [])
      .filter((id) => !knownIds.has(id))
      .map((id) => describeModel(provider, id))
    return {
      models: [...known, ...others],
      error: read?.error,
      complete: known.length > 0 || (read !== undefined && read.error === undefined),
      readAt: read?.readAt ?? 0,
    }
  }

  /** Asks a provider for its models; a failure is kept beside the last list, not thrown. Single flight. */
  function readModels(row: ConnectionRow): Promise<void> {
    const running = reading.get(row.id)
    if (running) return running
    const flight = (async () => {
      const readAt = deps.now()
      try {
        const target = targetOf(row)
        const response = await deps.http.send(target.dialect.modelsRequest(target.address), {
          credential: target.credential,
          signal: AbortSignal.timeout(10_000),
          trust: target.trust,
          timeLimits: target.timeLimits,
        })
        await store.connections.setModels(row.id, { ids: await target.dialect.models(response), readAt })
      } catch (error) {
        const ids = row.models === null ? [] : storedModels.parse(JSON.parse(row.models)).ids
        const code = error instanceof BracketError ? error.code : "upstream_unreachable"
        await store.connections.setModels(row.id, { ids, readAt, error: code })
      }
    })().finally(() => reading.delete(row.id))
    reading.set(row.id, flight)
    return flight
  }

  async function visible(personId: string, connectionId: string): Promise<ConnectionRow | undefined> {
    const rows = await store.connections.visibleTo(personId)
    return rows.find((row) => row.id === connectionId)
  }

  /** Lists of models are asked for only where we have none of our own: the sandbox's and the signed API's are known. */
  const isStale = (row: ConnectionRow): boolean =>
    !["sandbox", "deepseek-signed"].includes(row.provider) &&
    modelsOf(row).readAt < deps.now() - modelsFreshMs

  function publicView(row: ConnectionRow): Connection {
    const { models, error } = modelsOf(row)
    const settings = settingsSchema.parse(JSON.parse(row.settings))
    return {
      id: row.id,
      name: row.name,
      dialect: dialectSchema.parse(row.dialect),
      provider: providerSchema.parse(row.provider),
      host: row.base_url === "sandbox:" ? "sandbox" : new URL(row.base_url).host,
      credential: {
        kind: z.enum(["hmac", "bearer", "basic", "oauth2", "none"]).parse(row.credential_kind),
        lastFour: row.last_four ?? undefined,
      },
      models,
      modelsError: error,
      statusUrl: settings.statusUrl,
      consoleUrl: settings.consoleUrl,
    }
  }

  return {
    /** The connections that a person may use, with their models; asks providers whose list is stale. */
    async list(personId: string): Promise<Connection[]> {
      const rows = await store.connections.visibleTo(personId)
      const stale = rows.filter(isStale)
      await Promise.all(stale.map(readModels))
      return (stale.length > 0 ? await store.connections.visibleTo(personId) : rows).map(publicView)
    },

    /** The same as it is known now, without asking anybody; `stale` when `list` would ask. */
    async known(personId: string): Promise<{ connections: Connection[]; stale: boolean }> {
      const rows = await store.connections.visibleTo(personId)
      return { connections: rows.map(publicView), stale: rows.some(isStale) }
    },

    /**
     * A connection that a person may use, with one of its models; undefined when it is not theirs, or not there.
     * `model` is undefined when the connection is known not to have it. `target()` opens the credential.
     */
    async resolve(personId: string, connectionId: string, modelId: string): Promise<Resolved | undefined> {
      const row = await visible(personId, connectionId)
      if (!row) return undefined
      const { models, complete } = modelsOf(row)
      const provider = providerSchema.parse(row.provider)
      return {
        connectionName: row.name,
        provider,
        // Where the provider's list could not be read, the provider decides about a name that we do not know.
        model:
          models.find((candidate) => candidate.id === modelId) ??
          (complete ? undefined : describeModel(provider, modelId)),
        target: () => targetOf(row),
      }
    },
  }
}

export type Connections = ReturnType<typeof createConnections>
