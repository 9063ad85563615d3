import type { OAuthStatus } from "#lib/domain/oauth-status"
import type { OAuthTokenRow } from "#lib/server/store/schema"
import type { Credential } from "#lib/server/upstream/credentials/credential"
import { oauth2 } from "#lib/server/upstream/credentials/oauth2"
import type { UpstreamHttp } from "#lib/server/upstream/http"
import { type AccessTokenDeps, createAccessTokens } from "./access-tokens.ts"
import { createConsent } from "./consent.ts"
import { openTokens } from "./stored-tokens.ts"
import { createTokenEndpoint } from "./token-endpoint.ts"

/** Connections that sign in by OAuth 2.0: consent, tokens, and the credential that carries them. */
export function createOAuth(given: Omit<AccessTokenDeps, "endpoint"> & { http: UpstreamHttp }) {
  const deps = { ...given, endpoint: createTokenEndpoint(given.http) }
  const { tokens, endpoint, secrets, clientOf } = deps
  const tokensOf = createAccessTokens(deps)
  return {
    ...createConsent(deps),

    credential: (connectionId: string): Credential => oauth2(tokensOf(connectionId)),

    /** Forgets the tokens of a connection, and tells its server as far as it takes that. */
    async disconnect(connectionId: string): Promise<void> {
      const [row, client] = await Promise.all([tokens.get(connectionId), clientOf(connectionId)])
      await tokens.delete(connectionId)
      if (!row || !client) return
      // Gone here is what counts; the server may be away, or never have heard of revocation.
      const held = await openTokens(row, client, secrets).catch(() => undefined)
      if (held) await endpoint.revoke(client, held.refreshToken ?? held.accessToken).catch(() => undefined)
    },

    /** By connection. */
    async statusOf(connectionIds: string[]): Promise<Record<string, OAuthStatus>> {
      const rows = new Map((await tokens.ofConnections(connectionIds)).map((row) => [row.connection_id, row]))
      const entries = connectionIds.map(
        async (id): Promise<[string, OAuthStatus]> => [id, await statusOf(rows.get(id))],
      )
      return Object.fromEntries(await Promise.all(entries))
    },
  }

  async function statusOf(row: OAuthTokenRow | undefined): Promise<OAuthStatus> {
    const client = row && (await clientOf(row.connection_id).catch(() => undefined))
    if (!row || !client) return { state: "disconnected" }
    const held = await openTokens(row, client, secrets).catch(() => undefined)
    return {
      state: held && row.refused === 0 ? "connected" : "reconnect",
      connectedAt: row.connected_at,
      connectedBy: row.connected_by,
      scope: row.scope,
    }
  }
}

export type OAuth = ReturnType<typeof createOAuth>
