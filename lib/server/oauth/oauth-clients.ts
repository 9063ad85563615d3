import type { Connections } from "#lib/server/engine/connections"
import type { ConnectionStore } from "#lib/server/store/connection-ports"
import type { OAuthClient } from "./oauth-client.ts"

/**
 * Finds who we are at the OAuth server of a connection; undefined when it has none. The sandbox's server is this node's
 * own: the browser reaches it through our page, and the key pair is its client.
 */
export function createOAuthClients(deps: {
  store: Pick<ConnectionStore, "get">
  sandbox: { url: string; apiKey: string; secretKey: string }
  configured: Connections["oauthClient"]
}): (connectionId: string) => Promise<OAuthClient | undefined> {
  const { sandbox } = deps
  return async (connectionId) => {
    const row = await deps.store.get(connectionId)
    if (row?.credential_kind !== "oauth2") return undefined
    if (row.base_url !== "sandbox:") {
      const client = await deps.configured(connectionId)
      return client && { ...client, audience: new URL(row.base_url).origin }
    }
    return {
      clientId: sandbox.apiKey,
      clientSecret: sandbox.secretKey,
      authorizeUrl: "/sandbox/oauth2/authorize",
      tokenUrl: `${sandbox.url}/oauth2/token`,
      revokeUrl: `${sandbox.url}/oauth2/revoke`,
      scope: "models",
      dial: { trust: "operator", allowPlainHttp: true },
      audience: row.base_url,
    }
  }
}
