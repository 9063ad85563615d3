import type { Dial } from "#lib/server/upstream/http"

/** Who we are at the OAuth 2.0 server of a connection, everything opened and resolved for this node. */
export interface OAuthClient {
  clientId: string
  /** None: a public client. */
  clientSecret?: string
  /** Where the browser is sent; a path is one of our own pages. */
  authorizeUrl: string
  tokenUrl: string
  revokeUrl?: string
  scope?: string
  /** By which rules the server is dialled. */
  dial: Dial
  /** The server that takes the tokens. They are good for no other: an address that changes needs a new consent. */
  audience: string
}

/** What a server gave. */
export interface TokenSet {
  accessToken: string
  refreshToken?: string
  /** From now, in ms; none: the server did not say. */
  lifetimeMs?: number
  scope?: string
}
