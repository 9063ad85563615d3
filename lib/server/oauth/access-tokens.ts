import { randomUUID } from "node:crypto"
import { BracketError } from "#lib/domain/errors"
import type { SecretBox } from "#lib/server/secrets/secret-box"
import type { OAuthTokenStore } from "#lib/server/store/connection-ports"
import type { KeyValue } from "#lib/server/store/key-value"
import type { OAuthTokenRow } from "#lib/server/store/schema"
import type { AccessTokens } from "#lib/server/upstream/credentials/oauth2"
import type { OAuthClient } from "./oauth-client.ts"
import { type HeldTokens, openTokens, sealTokens } from "./stored-tokens.ts"
import { GrantRefused, type TokenEndpoint } from "./token-endpoint.ts"

/** A token is renewed so long before its end, or a tenth of its life, if that is less; in ms. */
const earlyMs = 60_000
/** How long one node may take to renew: longer than a call of the token endpoint can last. */
const lockMs = 30_000
const waitMs = 100

export interface AccessTokenDeps {
  clientOf: (connectionId: string) => Promise<OAuthClient | undefined>
  tokens: OAuthTokenStore
  secrets: SecretBox
  keyValue: KeyValue
  endpoint: TokenEndpoint
  now: () => number
  wait: (ms: number) => Promise<void>
  /** Told once when a server has withdrawn its consent. */
  onWithdrawn: (connectionId: string) => void
}

interface Known {
  row: OAuthTokenRow
  held: HeldTokens
  client: OAuthClient
}

/**
 * Access tokens of connections. A refresh token mostly works once, and using it twice withdraws everything: so one
 * renewal at a time, for all requests of this node and, by a lock, for all nodes; the others take what it brought.
 */
export function createAccessTokens(deps: AccessTokenDeps) {
  const renewing = new Map<string, Promise<Known>>()

  async function known(connectionId: string): Promise<Known> {
    const [row, client] = await Promise.all([deps.tokens.get(connectionId), deps.clientOf(connectionId)])
    if (!row || !client) throw reconnect("never")
    if (row.refused === 1) throw reconnect("revoked")
    const held = await openTokens(row, client, deps.secrets)
    // The connection leads elsewhere since, or the sandbox has started anew.
    if (!held) throw reconnect("expired")
    return { row, held, client }
  }

  function renewed(stale: Known): Promise<Known> {
    const id = stale.row.connection_id
    const flight = renewing.get(id) ?? renewOnOneNode(stale).finally(() => void renewing.delete(id))
    renewing.set(id, flight)
    return flight
  }

  async function renewOnOneNode(stale: Known): Promise<Known> {
    const id = stale.row.connection_id
    const lock = `oauth:renewing:${id}`
    const holder = randomUUID()
    for (let waited = 0; waited <= lockMs; waited += waitMs) {
      const mine = await deps.keyValue.setIfAbsent(lock, holder, lockMs)
      try {
        // Whoever had the lock before may have done it.
        const present = await known(id)
        if (present.row.updated_at !== stale.row.updated_at) return present
        if (mine) return await renew(present)
      } finally {
        if (mine) await deps.keyValue.deleteIfEqual(lock, holder)
      }
      await deps.wait(waitMs)
    }
    throw new BracketError("upstream_silent", "Another node did not finish renewing the token in time", {
      hint: "Try again.",
    })
  }

  async function renew({ row, held, client }: Known): Promise<Known> {
    const id = row.connection_id
    if (held.refreshToken === undefined) throw reconnect("expired")
    const at = Math.max(deps.now(), row.updated_at + 1)
    try {
      const given = await deps.endpoint.refresh(client, held.refreshToken)
      const next = {
        ...row,
        ...sealTokens(id, given, client, { secrets: deps.secrets, at, before: held }),
        scope: given.scope ?? row.scope,
      }
      await deps.tokens.renew(row, next)
      // Not what was just stored: a new consent, or a disconnection, may have come in between.
      return await known(id)
    } catch (error) {
      if (!(error instanceof GrantRefused)) throw error
      await deps.tokens.refuse(row, at)
      deps.onWithdrawn(id)
      // Says so, unless somebody has connected it anew in this very moment.
      return known(id)
    }
  }

  async function current(connectionId: string): Promise<string> {
    const present = await known(connectionId)
    const left = timeLeft(present.row, deps.now())
    if (left === "enough") return present.held.accessToken
    try {
      return (await renewed(present)).held.accessToken
    } catch (error) {
      // Renewing early failed for the moment: the token is still good.
      const passing = error instanceof BracketError && error.code !== "oauth_reconnect"
      if (left === "little" && (passing || present.held.refreshToken === undefined))
        return present.held.accessToken
      throw error
    }
  }

  return (connectionId: string): AccessTokens => ({
    current: () => current(connectionId),
    async replace(refused) {
      const present = await known(connectionId)
      if (present.held.accessToken !== refused) return true
      if (present.held.refreshToken === undefined) {
        await deps.tokens.refuse(present.row, Math.max(deps.now(), present.row.updated_at + 1))
        deps.onWithdrawn(connectionId)
        throw reconnect("revoked")
      }
      return (await renewed(present)).held.accessToken !== refused
    },
  })
}

function timeLeft({ expires_at, updated_at }: OAuthTokenRow, now: number): "enough" | "little" | "none" {
  if (expires_at === null) return "enough"
  if (expires_at <= now) return "none"
  return expires_at - Math.min(earlyMs, (expires_at - updated_at) / 10) > now ? "enough" : "little"
}

/** The consent is missing, over or withdrawn: somebody who manages the connection has to give it. */
export function reconnect(reason: "never" | "expired" | "revoked"): BracketError {
  const said = {
    never: "Nobody has signed in at the provider for this connection",
    expired: "The provider's permission for this connection has run out",
    revoked: "The provider has withdrawn its permission for this connection",
  }
  return new BracketError("oauth_reconnect", said[reason], {
    hint: "Connect it again in Settings > Connections.",
    params: { reason },
  })
}
