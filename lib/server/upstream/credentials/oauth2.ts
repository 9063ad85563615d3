import { bearer } from "./bearer.ts"
import type { Credential } from "./credential.ts"

/** Where the access token of a connection comes from. */
export interface AccessTokens {
  /** One that is good now, renewed if need be. Rejects with `BracketError("oauth_reconnect")` when there is none. */
  current(): Promise<string>
  /** Told that the upstream refused this one; true when there is another by now. Rejects as `current` does. */
  replace(refused: string): Promise<boolean>
}

/** `Authorization: Bearer TOKEN` with the access token of the moment (RFC 6749). */
export function oauth2(tokens: AccessTokens): Credential {
  const sign = async (request: Parameters<Credential>[0]) => bearer(await tokens.current())(request)
  return Object.assign(sign, {
    refused: (request: Parameters<Credential>[0]) =>
      tokens.replace(request.headers.authorization?.replace(/^Bearer /, "") ?? ""),
  })
}
