import * as oauth from "oauth4webapi"
import { BracketError } from "#lib/domain/errors"
import { bodyText } from "#lib/server/upstream/body-text"
import { none } from "#lib/server/upstream/credentials/none"
import type { UpstreamHttp } from "#lib/server/upstream/http"
import type { OAuthClient, TokenSet } from "./oauth-client.ts"

/** The server has said no to what we showed it (`invalid_grant`): there is nothing to try again with. */
export class GrantRefused extends Error {
  override name = "GrantRefused"
}

const longestMs = 15_000
const largestAnswer = 65_536

/**
 * The calls to a token endpoint. They reject with `GrantRefused`, or with `BracketError`: `upstream_credential` when the
 * client itself is refused, `upstream_garbage`, `upstream_fault`, and what dialling throws.
 */
export function createTokenEndpoint(http: UpstreamHttp) {
  async function asked(client: OAuthClient, call: (given: Given) => Promise<oauth.TokenEndpointResponse>) {
    try {
      return tokenSet(await call(givenFor(client, http)))
    } catch (error) {
      throw meaningOf(error, new URL(client.tokenUrl).host)
    }
  }
  return {
    /** Exchanges the code of a callback whose state was checked. */
    redeem: (
      client: OAuthClient,
      callback: { parameters: URLSearchParams; state: string; redirectUri: string; verifier: string },
    ): Promise<TokenSet> =>
      asked(client, async ({ server, self, proof, options }) => {
        const parameters = oauth.validateAuthResponse(server, self, callback.parameters, callback.state)
        const { redirectUri, verifier } = callback
        const response = await oauth.authorizationCodeGrantRequest(
          server,
          self,
          proof,
          parameters,
          redirectUri,
          verifier,
          options,
        )
        return oauth.processAuthorizationCodeResponse(server, self, response)
      }),

    refresh: (client: OAuthClient, refreshToken: string): Promise<TokenSet> =>
      asked(client, async ({ server, self, proof, options }) => {
        const response = await oauth.refreshTokenGrantRequest(server, self, proof, refreshToken, options)
        return oauth.processRefreshTokenResponse(server, self, response)
      }),

    /** Tells the server that we are done with a token, where it takes that. */
    async revoke(client: OAuthClient, token: string): Promise<void> {
      const { server, self, proof, options } = givenFor(client, http)
      if (client.revokeUrl !== undefined)
        await oauth.processRevocationResponse(
          await oauth.revocationRequest(server, self, proof, token, options),
        )
    },
  }
}

export type TokenEndpoint = ReturnType<typeof createTokenEndpoint>

interface Given {
  server: oauth.AuthorizationServer
  self: oauth.Client
  proof: oauth.ClientAuth
  options: oauth.TokenEndpointRequestOptions
}

function givenFor(client: OAuthClient, http: UpstreamHttp): Given {
  return {
    server: {
      issuer: new URL(client.tokenUrl).origin,
      token_endpoint: client.tokenUrl,
      revocation_endpoint: client.revokeUrl,
    },
    self: { client_id: client.clientId },
    proof: client.clientSecret === undefined ? oauth.None() : oauth.ClientSecretPost(client.clientSecret),
    options: {
      // Where http is allowed is for the dialler to say.
      [oauth.allowInsecureRequests]: true,
      [oauth.customFetch]: (url, request) =>
        sendForm(http, client, { url, body: String(request.body), headers: request.headers }),
    },
  }
}

/** Sends a form through the one place that dials out, and hands the answer over as the library wants it. */
async function sendForm(
  http: UpstreamHttp,
  { dial }: OAuthClient,
  form: { url: string; body: string; headers: Record<string, string> },
): Promise<Response> {
  const response = await http.send(
    {
      method: "POST",
      url: new URL(form.url),
      headers: { ...form.headers },
      body: new TextEncoder().encode(form.body),
    },
    {
      credential: none(),
      signal: AbortSignal.timeout(longestMs),
      timeLimits: { connectMs: longestMs, silenceMs: longestMs },
      ...dial,
    },
  )
  const text = await bodyText(response.body, largestAnswer)
  if (response.status >= 500 || response.status === 429)
    throw new BracketError("upstream_fault", `${new URL(form.url).host} could not give a token`, {
      hint: "Try again in a moment.",
      params: { status: response.status },
    })
  return tidied(response.status, response.headers, text)
}

/** Some servers say an error with status 200; and an ID token, which we do not use, is not ours to judge. */
function tidied(status: number, headers: Headers, text: string): Response {
  const forReader = new Headers(headers)
  forReader.delete("content-length")
  forReader.delete("content-encoding")
  try {
    const { id_token: _, ...answer } = JSON.parse(text)
    const refused = status === 200 && "error" in answer && !("access_token" in answer)
    return new Response(JSON.stringify(answer), { status: refused ? 400 : status, headers: forReader })
  } catch {
    return new Response(text, { status, headers: forReader })
  }
}

function tokenSet(answer: oauth.TokenEndpointResponse): TokenSet {
  if (answer.token_type !== "bearer") throw garbage("a token that is no bearer token")
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    lifetimeMs: answer.expires_in === undefined ? undefined : answer.expires_in * 1000,
    scope: answer.scope,
  }
}

/** What a failure of the library means. Nothing of the answer is repeated: it may hold tokens. */
function meaningOf(error: unknown, host: string): unknown {
  if (error instanceof BracketError) return error
  if (error instanceof oauth.AuthorizationResponseError)
    return new GrantRefused(error.error, { cause: error })
  if (error instanceof oauth.ResponseBodyError) {
    if (error.error === "invalid_grant") return new GrantRefused(error.error, { cause: error })
    return clientRefused(host, error.error, error)
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError)
    return clientRefused(host, "invalid_client", error)
  if (error instanceof DOMException && error.name === "TimeoutError")
    return new BracketError("upstream_silent", `${host} did not answer in time`, { cause: error })
  return garbage(`something that is no answer of a token endpoint (${host})`, error)
}

const clientRefused = (host: string, reason: string, cause: unknown): BracketError =>
  new BracketError("upstream_credential", `${host} does not take this client: ${reason}`, {
    hint: "Check client id, client secret and addresses of the connection.",
    params: { reason },
    cause,
  })

const garbage = (received: string, cause?: unknown): BracketError =>
  new BracketError("upstream_garbage", `The token endpoint answered ${received}`, {
    hint: "Check the token address of the connection.",
    params: { received },
    cause,
  })
