import * as z from "zod/mini"
import { secretUnavailable } from "./secret-unavailable.ts"
import type { VaultCall, VaultSend } from "./vault-wire.ts"

/** How Bracket signs in at Vault. */
export type VaultLogin =
  | { kind: "token"; token: string }
  | { kind: "approle"; roleId: string; secretId: string }

/** A token that is valid now, renewed before it ends. */
export interface VaultSession {
  /** Calls with a token; signs in again, once, when Vault no longer takes the one we have. */
  call(request: Omit<VaultCall, "token">): Promise<{ status: number; body: unknown }>
  close(): void
}

/** Runs something once, so many ms from now; the answer takes it back. */
export type Schedule = (ms: number, run: () => void) => () => void

const authSchema = z.object({
  auth: z.object({ client_token: z.string(), lease_duration: z.number(), renewable: z.boolean() }),
})
const lookupSchema = z.object({ data: z.object({ ttl: z.number(), renewable: z.optional(z.boolean()) }) })

/** The part of a token's life after which it is renewed: early enough to try again if that fails. */
const renewAfter = 2 / 3
/** The wait before a renewal that failed is tried again, and the shortest between two, in ms. */
const renewAgainMs = 30_000
/** The longest that a timer can wait, in ms. */
const longestTimerMs = 2 ** 31 - 1

export function createVaultSession(deps: {
  login: VaultLogin
  send: VaultSend
  schedule: Schedule
  /** Told once for each renewal that failed. */
  onRenewalFailed: (error: unknown) => void
}): VaultSession {
  const { login, send } = deps
  let token: string | undefined
  let signingIn: Promise<string> | undefined
  let cancelRenewal = () => {}
  let closed = false

  /** Single flight: however many secrets are asked for, one login. */
  function currentToken(): Promise<string> {
    if (token !== undefined) return Promise.resolve(token)
    signingIn ??= signIn().finally(() => {
      signingIn = undefined
    })
    return signingIn
  }

  async function signIn(): Promise<string> {
    if (login.kind === "token") {
      // Whether it can be renewed, and by when. A policy may forbid the question: it then lives as long as it lives.
      const answer = await send({ method: "GET", path: "auth/token/lookup-self", token: login.token })
      if (answer.status >= 500) throw secretUnavailable("vault", refusalOf(answer.status))
      const looked = lookupSchema.safeParse(answer.body)
      token = login.token
      if (answer.status === 200 && looked.success && looked.data.data.renewable)
        renewLater(looked.data.data.ttl)
      return token
    }
    const answer = await send({
      method: "POST",
      path: "auth/approle/login",
      body: { role_id: login.roleId, secret_id: login.secretId },
    })
    if (answer.status !== 200) throw secretUnavailable("vault", refusalOf(answer.status))
    const { auth } = parsed(authSchema, answer.body)
    token = auth.client_token
    if (auth.renewable) renewLater(auth.lease_duration)
    return token
  }

  function renewLater(lifetimeSeconds: number): void {
    cancelRenewal()
    // 0: it never ends.
    if (closed || lifetimeSeconds <= 0) return
    const ms = Math.max(Math.min(renewAgainMs, lifetimeSeconds * 500), lifetimeSeconds * 1000 * renewAfter)
    cancelRenewal = deps.schedule(Math.min(ms, longestTimerMs), () => void renew(lifetimeSeconds))
  }

  async function renew(lifetimeSeconds: number): Promise<void> {
    const renewed = token
    try {
      const answer = await send({ method: "POST", path: "auth/token/renew-self", token: renewed, body: {} })
      if (answer.status !== 200) throw secretUnavailable("vault", refusalOf(answer.status))
      const { auth } = parsed(authSchema, answer.body)
      // At the end of its longest life Vault grants less and less: the next call signs in anew.
      if (login.kind === "approle" && auth.lease_duration * 2 < lifetimeSeconds) return forget(renewed)
      renewLater(auth.lease_duration)
    } catch (error) {
      deps.onRenewalFailed(error)
      if (login.kind === "approle") forget(renewed)
      else if (!closed) cancelRenewal = deps.schedule(renewAgainMs, () => void renew(lifetimeSeconds))
    }
  }

  function forget(spent: string | undefined): void {
    if (token !== spent) return
    token = undefined
    cancelRenewal()
  }

  return {
    async call(request) {
      const first = await currentToken()
      const answer = await send({ ...request, token: first })
      // Also what a policy forbids; a new login then shows that it is not the token's fault.
      if (answer.status !== 403 || login.kind === "token") return answer
      forget(first)
      return send({ ...request, token: await currentToken() })
    },
    close() {
      closed = true
      cancelRenewal()
    },
  }
}

/** What a status means, where it is no answer to the question. */
export function refusalOf(status: number): "denied" | "sealed" | "away" {
  if (status === 400 || status === 401 || status === 403) return "denied"
  return status === 503 ? "sealed" : "away"
}

/** An answer that is none of Vault's: something else listens at its address. */
export function parsed<S extends z.ZodMiniType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body)
  if (!result.success) throw secretUnavailable("vault", "away")
  return result.data
}
