import type { Config } from "#lib/server/config"
import { credentialPurpose, type Secret } from "#lib/server/engine/connections"
import type { Seal } from "#lib/server/secrets/seal"
import type { ConnectionRow } from "#lib/server/store/schema"
import type { ConnectionStore } from "#lib/server/store/store"

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

const lastFourOf = (secret: Secret): string => {
  const key = secret.kind === "hmac" ? secret.apiKey : secret.kind === "bearer" ? secret.key : secret.user
  return key.slice(-4)
}

/** Brings the table in step with the environment: the sandbox, what the variables ask for, and no others of theirs. */
export async function syncConnections(
  store: ConnectionStore,
  deps: { config: Config; seal: Seal; now: number },
): Promise<void> {
  const base = {
    owner_id: null,
    settings: "{}",
    models: null,
    disabled: 0,
    created_at: deps.now,
    updated_at: deps.now,
  } satisfies Partial<ConnectionRow>
  await store.put({
    ...base,
    id: "sandbox",
    name: "Sandbox",
    dialect: "deepseek",
    provider: "sandbox",
    base_url: "sandbox:",
    credential_kind: "hmac",
    sealed_credential: null,
    last_four: null,
    source: "built-in",
  })
  const wanted = wantedConnections(deps.config)
  for (const connection of wanted)
    await store.put({
      ...base,
      id: connection.id,
      name: connection.name,
      dialect: connection.dialect,
      provider: connection.provider,
      base_url: connection.baseUrl,
      credential_kind: connection.secret?.kind ?? "none",
      sealed_credential: connection.secret
        ? deps.seal.seal(JSON.stringify(connection.secret), credentialPurpose(connection.id))
        : null,
      last_four: connection.secret ? lastFourOf(connection.secret) : null,
      settings: JSON.stringify(connection.links ?? {}),
      source: "environment",
    })
  await store.disableEnvironmentExcept(wanted.map((connection) => connection.id))
}
