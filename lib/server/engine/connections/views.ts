import * as z from "zod/mini"
import { type Connection, credentialKindSchema, dialectSchema, providerSchema } from "#lib/domain/connection"
import { type Access, type ManagedConnection, secretFieldSchema } from "#lib/domain/managed-connection"
import type { ConnectionUsage } from "#lib/server/store/connection-ports"
import type { ConnectionRow } from "#lib/server/store/schema"
import { modelsOf } from "./models.ts"
import { mayEdit, type Who } from "./rights.ts"
import { settingsOf } from "./settings.ts"

const fieldsSchema = z.array(secretFieldSchema)

/** A connection as everybody sees it who may run on it. Undefined for one on which nobody can run yet. */
export function publicView(row: ConnectionRow): Connection | undefined {
  const dialect = dialectSchema.safeParse(row.dialect)
  if (!dialect.success) return undefined
  const { usable, error } = modelsOf(row)
  const { statusUrl, consoleUrl } = settingsOf(row)
  return {
    id: row.id,
    name: row.name,
    dialect: dialect.data,
    provider: providerSchema.parse(row.provider),
    host: row.base_url === "sandbox:" ? "sandbox" : new URL(row.base_url).host,
    credential: {
      kind: credentialKindSchema.parse(row.credential_kind),
      lastFour: row.last_four ?? undefined,
    },
    models: usable,
    modelsError: error,
    statusUrl,
    consoleUrl,
    ...(row.owner_id === null ? {} : { private: true }),
  }
}

/** A connection as those see it who set it up: everything but what the secrets say. */
export function managedView(
  row: ConnectionRow,
  context: { who: Who; owners: Map<string, string>; people: string[]; usage?: ConnectionUsage },
): ManagedConnection {
  const { who, owners, people, usage } = context
  const settings = settingsOf(row)
  const models = modelsOf(row)
  return {
    id: row.id,
    name: row.name,
    template: row.template,
    dialect: dialectSchema.parse(row.dialect),
    provider: providerSchema.parse(row.provider),
    baseUrl: row.base_url,
    source: z.enum(["built-in", "environment", "person"]).parse(row.source),
    owner: row.owner_id === null ? null : { id: row.owner_id, name: owners.get(row.owner_id) ?? "" },
    disabled: row.disabled !== 0,
    editable: mayEdit(who, row),
    deletable: row.source === "person",
    credential: {
      kind: credentialKindSchema.parse(row.credential_kind),
      fields: fieldsSchema.parse(JSON.parse(row.secret_fields)),
      oauth: settings.oauth,
      keyCreatedAt: row.key_created_at,
      fallbackUntil: row.fallback_until,
    },
    access: accessOf(row, people),
    limits: settings.limits ?? {},
    planQuota: settings.planQuota ?? {},
    statusUrl: settings.statusUrl ?? null,
    consoleUrl: settings.consoleUrl ?? null,
    timeLimits: settings.timeLimits ?? {},
    caPem: settings.caPem ?? null,
    allowPlainHttp: settings.allowPlainHttp ?? false,
    models: models.all,
    modelsReadAt: models.readAt === 0 ? null : models.readAt,
    modelsError: models.error ?? null,
    today: usage ?? { requests: 0, tokens: 0, cost: 0 },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

export function accessOf(row: Pick<ConnectionRow, "access">, people: string[]): Access {
  return row.access === "people" ? { kind: "people", ids: people } : { kind: row.access }
}
