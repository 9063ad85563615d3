import { createHash, randomBytes, timingSafeEqual } from "node:crypto"

/** In ms. */
export interface OAuthLifetimes {
  /** A consent page that waits for its answer. */
  ticketMs: number
  codeMs: number
  accessTokenMs: number
  refreshTokenMs: number
}

export const defaultLifetimes: OAuthLifetimes = {
  ticketMs: 600_000,
  codeMs: 60_000,
  accessTokenMs: 3_600_000,
  refreshTokenMs: 30 * 86_400_000,
}

/** What a client asks for on the consent page. */
export interface AuthorizationRequest {
  redirectUri: string
  state: string | undefined
  scope: string
  /** PKCE, method S256. */
  codeChallenge: string
}

export interface Tokens {
  accessToken: string
  refreshToken: string
  expiresInSeconds: number
  scope: string
}

/** What a bearer token is worth. */
export type TokenState = "valid" | "expired" | "revoked" | "unknown"

/** One consent, with all tokens that came of it: they are withdrawn together. */
interface Consent {
  scope: string
  revoked: boolean
}

interface Expiring {
  expiresAt: number
}

/** Nobody keeps so many of anything: what is older than this makes room. */
const most = 10_000

/** What has been granted, in memory: a sandbox that starts anew knows of no consent. `now` is in epoch ms. */
export class OAuthGrants {
  readonly #lifetimes: OAuthLifetimes
  readonly #tickets = new Map<string, AuthorizationRequest & Expiring>()
  readonly #codes = new Map<string, AuthorizationRequest & Expiring & { consent: Consent; used: boolean }>()
  readonly #access = new Map<string, Expiring & { consent: Consent }>()
  readonly #refresh = new Map<string, Expiring & { consent: Consent; used: boolean }>()

  constructor(lifetimes: Partial<OAuthLifetimes> = {}) {
    this.#lifetimes = { ...defaultLifetimes, ...lifetimes }
  }

  /** Remembers a request while its consent page is open; the page's form sends the ticket back. */
  open(request: AuthorizationRequest, now: number): string {
    const expiresAt = now + this.#lifetimes.ticketMs
    return kept(this.#tickets, "ticket", { ...request, expiresAt })
  }

  /** The request behind a ticket, once. */
  take(ticket: string, now: number): AuthorizationRequest | undefined {
    const request = this.#tickets.get(ticket)
    this.#tickets.delete(ticket)
    return request && request.expiresAt > now ? request : undefined
  }

  /** The person has agreed. */
  grant(request: AuthorizationRequest, now: number): string {
    const consent = { scope: request.scope, revoked: false }
    const expiresAt = now + this.#lifetimes.codeMs
    return kept(this.#codes, "code", { ...request, expiresAt, consent, used: false })
  }

  /** Exchanges a code. Undefined when it is unknown, expired, used or not this client's; a second use withdraws everything. */
  redeem(code: string, proof: { redirectUri: string; verifier: string }, now: number): Tokens | undefined {
    const found = this.#codes.get(code)
    if (!found) return undefined
    if (found.used) found.consent.revoked = true
    const fits =
      !found.used &&
      found.expiresAt > now &&
      found.redirectUri === proof.redirectUri &&
      sameText(challengeOf(proof.verifier), found.codeChallenge)
    // A code that was shown with a wrong verifier is in wrong hands.
    found.used = true
    return fits ? this.#issue(found.consent, now) : undefined
  }

  /** Exchanges a refresh token for new tokens; each works once, and a second use withdraws the whole consent. */
  refresh(token: string, now: number): Tokens | undefined {
    const found = this.#refresh.get(token)
    if (!found) return undefined
    if (found.used) found.consent.revoked = true
    if (found.consent.revoked || found.expiresAt <= now) return undefined
    found.used = true
    return this.#issue(found.consent, now)
  }

  /** A token for the client itself, without anybody's consent (RFC 6749, section 4.4). */
  forClient(scope: string, now: number): Tokens {
    return this.#issue({ scope, revoked: false }, now)
  }

  /** Withdraws the consent that a token, of either kind, came of. */
  revoke(token: string): void {
    const found = this.#refresh.get(token) ?? this.#access.get(token)
    if (found) found.consent.revoked = true
  }

  stateOf(accessToken: string, now: number): TokenState {
    const found = this.#access.get(accessToken)
    if (!found) return "unknown"
    if (found.consent.revoked) return "revoked"
    return found.expiresAt > now ? "valid" : "expired"
  }

  #issue(consent: Consent, now: number): Tokens {
    const { accessTokenMs, refreshTokenMs } = this.#lifetimes
    return {
      accessToken: kept(this.#access, "access", { consent, expiresAt: now + accessTokenMs }),
      refreshToken: kept(this.#refresh, "refresh", { consent, expiresAt: now + refreshTokenMs, used: false }),
      expiresInSeconds: Math.floor(accessTokenMs / 1000),
      scope: consent.scope,
    }
  }
}

/** Keeps a thing under a new name that cannot be guessed, and lets the oldest go when there are too many. */
function kept<T>(things: Map<string, T>, kind: string, thing: T): string {
  const [oldest] = things.keys()
  if (oldest !== undefined && things.size >= most) things.delete(oldest)
  const name = `sandbox-${kind}-${randomBytes(24).toString("base64url")}`
  things.set(name, thing)
  return name
}

/** RFC 7636, method S256. */
const challengeOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url")

function sameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
