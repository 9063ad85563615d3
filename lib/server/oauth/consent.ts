import { createHash } from "node:crypto"
import * as oauth from "oauth4webapi"
import * as z from "zod/mini"
import { BracketError } from "#lib/domain/errors"
import { oauthStatePurpose } from "#lib/server/secrets/purposes"
import type { SecretBox } from "#lib/server/secrets/secret-box"
import type { OAuthTokenStore } from "#lib/server/store/connection-ports"
import type { KeyValue } from "#lib/server/store/key-value"
import type { OAuthClient } from "./oauth-client.ts"
import { clientMark, sealTokens } from "./stored-tokens.ts"
import { GrantRefused, type TokenEndpoint } from "./token-endpoint.ts"

/** How long a person may take at the provider, in ms. */
const consentMs = 600_000

const pendingSchema = z.object({
  connectionId: z.string(),
  sessionId: z.string(),
  personId: z.string(),
  verifier: z.string(),
  redirectUri: z.string(),
  /** Whom the consent is asked for: the code and the client's secret go to nobody else. */
  client: z.string(),
})

/** How a consent ended: `connected`, `denied` at the provider, `state` when it is not this person's, or an error's code. */
export interface ConsentOutcome {
  connectionId?: string
  outcome: string
}

export interface ConsentDeps {
  clientOf: (connectionId: string) => Promise<OAuthClient | undefined>
  tokens: OAuthTokenStore
  secrets: SecretBox
  keyValue: KeyValue
  endpoint: TokenEndpoint
  now: () => number
}

const markOf = (client: OAuthClient): string => `${clientMark(client)} ${client.audience}`

interface Asking {
  personId: string
  sessionId: string
}

/** Sends people to a provider and takes what they bring back (RFC 6749 section 4.1 with PKCE, RFC 7636). */
export function createConsent(deps: ConsentDeps) {
  const keyOf = (state: string): string =>
    `oauth:state:${createHash("sha256").update(state).digest("base64url")}`

  /** What was remembered for a state, for one caller and once. */
  async function take(state: string): Promise<z.infer<typeof pendingSchema> | undefined> {
    const key = keyOf(state)
    const sealed = await deps.keyValue.get(key)
    if (sealed === undefined) return undefined
    if (!(await deps.keyValue.setIfAbsent(`${key}:taken`, "1", consentMs))) return undefined
    await deps.keyValue.delete(key)
    return pendingSchema.parse(JSON.parse(await deps.secrets.open(sealed, oauthStatePurpose(key))))
  }

  return {
    /** The address to send the browser to; the state is good for this session only. `origin` is where the browser is. */
    async start(connectionId: string, asking: Asking, origin: string): Promise<{ url: string }> {
      const client = await deps.clientOf(connectionId)
      if (!client)
        throw new BracketError("not_found", "This connection does not sign in by OAuth 2.0.", {
          hint: "Choose OAuth 2.0 as its credential first.",
        })
      const state = oauth.generateRandomState()
      const verifier = oauth.generateRandomCodeVerifier()
      const redirectUri = `${origin}/api/oauth/callback`
      const pending = { connectionId, ...asking, verifier, redirectUri, client: markOf(client) }
      const key = keyOf(state)
      await deps.keyValue.set(
        key,
        deps.secrets.seal(JSON.stringify(pending), oauthStatePurpose(key)),
        consentMs,
      )
      const url = new URL(client.authorizeUrl, origin)
      const challenge = await oauth.calculatePKCECodeChallenge(verifier)
      for (const [name, value] of Object.entries({
        response_type: "code",
        client_id: client.clientId,
        redirect_uri: redirectUri,
        state,
        code_challenge: challenge,
        code_challenge_method: "S256",
        ...(client.scope ? { scope: client.scope } : {}),
      }))
        url.searchParams.set(name, value)
      return { url: url.href }
    },

    /** Takes the callback of a browser. Never rejects for what a provider or a stranger may have put into it. */
    async finish(given: URLSearchParams, asking: Asking | undefined): Promise<ConsentOutcome> {
      const state = given.get("state") ?? ""
      const pending = await take(state)
      // Somebody else's browser, or the same one signed in anew: the tokens would be the wrong person's.
      if (!pending || pending.sessionId !== asking?.sessionId) return { outcome: "state" }
      const { connectionId, personId, redirectUri, verifier } = pending
      const client = await deps.clientOf(connectionId)
      if (!client) return { connectionId, outcome: "not_found" }
      // The connection was changed while the person was at the provider.
      if (markOf(client) !== pending.client) return { connectionId, outcome: "oauth_reconnect" }
      const parameters = new URLSearchParams(given)
      // We know no issuer to compare it with: the state is for one connection, and that is where the code goes.
      parameters.delete("iss")
      try {
        const got = await deps.endpoint.redeem(client, { parameters, state, redirectUri, verifier })
        const at = deps.now()
        await deps.tokens.put({
          connection_id: connectionId,
          ...sealTokens(connectionId, got, client, { secrets: deps.secrets, at }),
          scope: got.scope ?? client.scope ?? null,
          connected_by: personId,
          connected_at: at,
        })
        return { connectionId, outcome: "connected" }
      } catch (error) {
        if (error instanceof GrantRefused)
          return { connectionId, outcome: error.message === "access_denied" ? "denied" : "oauth_reconnect" }
        if (error instanceof BracketError) return { connectionId, outcome: error.code }
        throw error
      }
    },
  }
}
