import { BracketError } from "#lib/domain/errors"
import { secretUnavailable } from "#lib/server/secrets/secret-unavailable"
import type { VaultSend } from "#lib/server/secrets/vault-wire"
import { bodyText } from "#lib/server/upstream/body-text"
import { none } from "#lib/server/upstream/credentials/none"
import type { UpstreamHttp } from "#lib/server/upstream/http"

/** A secret is asked for when a run is about to be sent, so Vault gets this long to answer, in ms. */
const longestMs = 5_000
const largestAnswer = 1_048_576

/** Speaks to Vault through the one place that dials out; a failure on the way is "away". */
export function vaultTransport(deps: {
  http: UpstreamHttp
  /** Without a slash at the end. */
  address: string
  namespace?: string
  /** Certificates (PEM) that vouch for Vault, where the publicly known ones do not. */
  caPem?: string
}): VaultSend {
  return async ({ method, path, token, body }) => {
    const headers: Record<string, string> = { accept: "application/json", "x-vault-request": "true" }
    if (token !== undefined) headers["x-vault-token"] = token
    if (deps.namespace !== undefined) headers["x-vault-namespace"] = deps.namespace
    if (body) headers["content-type"] = "application/json"
    try {
      const response = await deps.http.send(
        {
          method,
          url: new URL(`${deps.address}/v1/${path}`),
          headers,
          body: body && new TextEncoder().encode(JSON.stringify(body)),
        },
        {
          credential: none(),
          signal: AbortSignal.timeout(longestMs),
          trust: "operator",
          caPem: deps.caPem,
          timeLimits: { connectMs: longestMs, silenceMs: longestMs },
        },
      )
      return { status: response.status, body: jsonOf(await bodyText(response.body, largestAnswer)) }
    } catch (error) {
      if (error instanceof BracketError && error.code === "secret_unavailable") throw error
      throw secretUnavailable("vault", "away", error)
    }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
