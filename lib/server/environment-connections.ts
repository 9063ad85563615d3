import { isDeepStrictEqual } from "node:util"
import type { Config } from "#lib/server/config"
import { openSecret, type Secret, sealSecret } from "#lib/server/engine/connections/credentials"
import { settingsOf } from "#lib/server/engine/connections/settings"
import type { SecretBox } from "#lib/server/secrets/secret-box"
import { blankConnection } from "#lib/server/store/blank-connection"
import type { ConnectionStore } from "#lib/server/store/connection-ports"
import type { ConnectionRow } from "#lib/server/store/schema"

interface Wanted {
  id: string
  name: string
  dialect: "deepseek" | "openai"
  provider: string
  baseUrl: string
  secret?: Secret
  links?: { statusUrl: string; consoleUrl: string }
}

const deepseekLinks = {
  statusUrl: "https://status.deepseek.com",
  consoleUrl: "https://platform.deepseek.com",
}

/** The connections that the environment asks for. */
function wantedConnections({ deepseek, openai }: Config): Wanted[] {
  const wanted: Wanted[] = []
  if (deepseek.apiKey && deepseek.secretKey)
    wanted.push({
      id: "env-deepseek-signed",
      name: "DeepSeek (signed)",
      dialect: "deepseek",
      provider: "deepseek-signed",
      baseUrl: deepseek.baseUrl ?? "https://api.deepseek.com",
      secret: { kind: "hmac", apiKey: deepseek.apiKey, secretKey: deepseek.secretKey },
      links: deepseekLinks,
    })
  else if (deepseek.apiKey)
    wanted.push({
      id: "env-deepseek",
      name: "DeepSeek",
      dialect: "openai",
      provider: "deepseek",
      baseUrl: deepseek.baseUrl ?? "https://api.deepseek.com",
      secret: { kind: "bearer", key: deepseek.apiKey },
      links: deepseekLinks,
    })
  if (openai.apiKey || openai.baseUrl) {
    const baseUrl = openai.baseUrl ?? "https://api.openai.com/v1"
    const official = new URL(baseUrl).host === "api.openai.com"
    wanted.push({
      id: "env-openai",
      name: official ? "OpenAI" : new URL(baseUrl).host,
      dialect: "openai",
      provider: official ? "openai" : "compatible",
      baseUrl,
      ...(openai.apiKey ? { secret: { kind: "bearer", key: openai.apiKey } as const } : {}),
      ...(official
        ? { links: { statusUrl: "https://status.openai.com", consoleUrl: "https://platform.openai.com" } }
        : {}),
    })
  }
  return wanted
}

/**
 * Brings the table in step with the environment: the sandbox, what the variables ask for, and no others of theirs. What
 * admins have said of them stays: who may use them, limits, links, models, and whether they are in use.
 */
export async function syncConnections(
  store: ConnectionStore,
  deps: { config: Config; secrets: SecretBox; now: number },
): Promise<void> {
  await put(store, deps, {
    id: "sandbox",
    name: "Sandbox",
    dialect: "deepseek",
    provider: "sandbox",
    baseUrl: "sandbox:",
    source: "built-in",
  })
  // For trying OAuth 2.0 without a provider: out of use until an admin connects it.
  await put(store, deps, {
    id: "sandbox-oauth",
    name: "Sandbox (OAuth 2.0)",
    dialect: "deepseek",
    provider: "sandbox",
    baseUrl: "sandbox:",
    source: "built-in",
    credential: "oauth2",
    disabled: 1,
  })
  const wanted = wantedConnections(deps.config)
  for (const connection of wanted) await put(store, deps, { ...connection, source: "environment" })
  await store.keepEnvironment(wanted.map((connection) => connection.id))
}

async function put(
  store: ConnectionStore,
  { secrets, now }: { secrets: SecretBox; now: number },
  wanted: Wanted & { source: string; credential?: "oauth2"; disabled?: number },
): Promise<void> {
  const { id, name, dialect, provider, baseUrl, source, secret, links } = wanted
  const before = await store.get(id)
  const settings = before ? settingsOf(before) : {}
  const moved = before?.base_url !== baseUrl
  await store.put({
    ...blankConnection(id, now),
    access: before?.access ?? "everyone",
    disabled: before?.disabled ?? wanted.disabled ?? 0,
    name,
    dialect,
    provider,
    template: provider === "compatible" ? "custom" : provider,
    base_url: baseUrl,
    source,
    trust: "operator",
    // Links belong to an address; another one has others.
    settings: JSON.stringify(
      moved ? { ...settings, statusUrl: undefined, consoleUrl: undefined, ...links } : settings,
    ),
    credential_kind: wanted.credential ?? (baseUrl === "sandbox:" ? "hmac" : (secret?.kind ?? "none")),
    ...(secret ? sealSecret(secrets, secret, id) : {}),
    key_created_at: secret ? await keySince(before, secret, { secrets, now }) : null,
  })
}

/** Since when this key is the one of the environment, as far as starts have seen it. */
async function keySince(
  before: ConnectionRow | undefined,
  secret: Secret,
  { secrets, now }: { secrets: SecretBox; now: number },
): Promise<number> {
  if (!before?.sealed_credential) return now
  const known = await openSecret(secrets, before.sealed_credential, before.id).catch(() => undefined)
  return isDeepStrictEqual({ ...known }, { ...secret }) ? (before.key_created_at ?? now) : now
}
