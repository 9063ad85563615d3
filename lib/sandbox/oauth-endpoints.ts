import { ApiError } from "./api-error.ts"
import { readBody } from "./body.ts"
import type { Exchange } from "./exchange.ts"
import { consentHeaders, consentPage, languageOf, refusalPage } from "./oauth-consent.ts"
import type { OAuthGrants, Tokens } from "./oauth-grants.ts"
import type { Outcome } from "./request-log.ts"
import { type Credentials, equal } from "./signature.ts"

/** An error of the token endpoint, in its own form (RFC 6749, section 5.2). */
class TokenError extends ApiError {
  override get body(): string {
    return JSON.stringify({ error: this.code, error_description: this.message })
  }
}

/** Where a client may be sent back to: Bracket's callback, wherever it is served. */
const callbackPath = "/api/oauth/callback"

/** The OAuth 2.0 server of the sandbox: the key pair is its one client, whose secret is the secret key. */
export class OAuthEndpoints {
  readonly #client: Credentials
  readonly #grants: OAuthGrants

  constructor(client: Credentials, grants: OAuthGrants) {
    this.#client = client
    this.#grants = grants
  }

  async serve(exchange: Exchange, now: number): Promise<Outcome> {
    const { path, method } = exchange
    if (path === "/oauth2/authorize")
      if (method === "POST") await this.#decide(exchange, now)
      else this.#ask(exchange, now)
    else if (path === "/oauth2/token") await this.#token(exchange, now)
    else await this.#revoke(exchange)
    return "completed"
  }

  /** Shows the consent page. What is wrong goes back to the client, unless it is the client that is wrong. */
  #ask(exchange: Exchange, now: number): void {
    const asked = new URL(exchange.target, "http://sandbox").searchParams
    const redirectUri = asked.get("redirect_uri") ?? ""
    const state = asked.get("state") ?? undefined
    const language = languageOf(exchange.request.headers["accept-language"])
    const stranger = this.#strangerError(asked.get("client_id") ?? "", redirectUri)
    const error = requestError(asked)
    if (stranger !== undefined) html(exchange, 400, refusalPage(stranger, language))
    else if (error) back(exchange, redirectUri, { ...error, state })
    else {
      const scope = asked.get("scope") ?? ""
      const codeChallenge = asked.get("code_challenge") ?? ""
      const ticket = this.#grants.open({ redirectUri, state, scope, codeChallenge }, now)
      html(exchange, 200, consentPage({ ticket, redirectUri, language }), new URL(redirectUri).origin)
    }
  }

  #strangerError(clientId: string, redirectUri: string): string | undefined {
    if (!equal(clientId, this.#client.apiKey)) return "The client_id is not known."
    return mayReturnTo(redirectUri) ? undefined : `The redirect_uri must lead to ${callbackPath}.`
  }

  async #decide(exchange: Exchange, now: number): Promise<void> {
    const form = await formOf(exchange)
    const request = this.#grants.take(form.get("ticket") ?? "", now)
    const language = languageOf(exchange.request.headers["accept-language"])
    if (!request) html(exchange, 400, refusalPage("This page was answered or has expired.", language))
    else {
      const allowed = form.get("decision") === "allow"
      const answer = allowed ? { code: this.#grants.grant(request, now) } : { error: "access_denied" }
      back(exchange, request.redirectUri, { ...answer, state: request.state })
    }
  }

  async #token(exchange: Exchange, now: number): Promise<void> {
    const form = await this.#clientForm(exchange)
    const grantType = form.get("grant_type")
    let tokens: Tokens | undefined
    if (grantType === "authorization_code") {
      const proof = { redirectUri: form.get("redirect_uri") ?? "", verifier: form.get("code_verifier") ?? "" }
      tokens = this.#grants.redeem(form.get("code") ?? "", proof, now)
    } else if (grantType === "refresh_token")
      tokens = this.#grants.refresh(form.get("refresh_token") ?? "", now)
    else if (grantType === "client_credentials") tokens = this.#grants.forClient(form.get("scope") ?? "", now)
    else
      throw new TokenError(
        400,
        "unsupported_grant_type",
        "Use authorization_code, refresh_token or client_credentials.",
      )
    if (!tokens)
      throw new TokenError(
        400,
        "invalid_grant",
        "It is unknown, used, expired or withdrawn, or its proof does not fit.",
      )
    const { accessToken, refreshToken, expiresInSeconds, scope } = tokens
    const body = {
      access_token: accessToken,
      token_type: "Bearer",
      expires_in: expiresInSeconds,
      // A client asks anew for what it gets for itself (RFC 6749, section 4.4.3).
      ...(grantType === "client_credentials" ? {} : { refresh_token: refreshToken }),
      scope,
    }
    exchange.json(200, JSON.stringify(body), { "Cache-Control": "no-store" })
  }

  /** RFC 7009: an unknown token is as good as withdrawn. */
  async #revoke(exchange: Exchange): Promise<void> {
    const form = await this.#clientForm(exchange)
    this.#grants.revoke(form.get("token") ?? "")
    exchange.json(200, "{}", { "Cache-Control": "no-store" })
  }

  /** The form of a request that proves to come from the client, by `client_secret` or by Basic. */
  async #clientForm(exchange: Exchange): Promise<URLSearchParams> {
    const form = await formOf(exchange)
    const basic = /^Basic (.+)$/i.exec(exchange.request.headers.authorization ?? "")?.[1]
    const [id = "", secret = ""] =
      basic === undefined
        ? [form.get("client_id") ?? "", form.get("client_secret") ?? ""]
        : Buffer.from(basic, "base64").toString("utf8").split(":").map(decoded)
    if (equal(id, this.#client.apiKey) && equal(secret, this.#client.secretKey)) return form
    throw new TokenError(401, "invalid_client", "The client or its secret is not known.", {
      headers: { "WWW-Authenticate": 'Basic realm="sandbox"' },
    })
  }
}

function mayReturnTo(redirectUri: string): boolean {
  const url = URL.parse(redirectUri)
  return (
    url !== null &&
    ["http:", "https:"].includes(url.protocol) &&
    url.pathname === callbackPath &&
    `${url.username}${url.password}${url.hash}${url.search}` === ""
  )
}

function requestError(asked: URLSearchParams): Record<string, string> | undefined {
  if (asked.get("response_type") !== "code")
    return { error: "unsupported_response_type", error_description: "Use response_type=code." }
  if (asked.get("code_challenge_method") !== "S256" || !/^[\w-]{43}$/.test(asked.get("code_challenge") ?? ""))
    return { error: "invalid_request", error_description: "Send a code_challenge by method S256." }
  return undefined
}

async function formOf(exchange: Exchange): Promise<URLSearchParams> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(exchange.request.headers["content-type"] ?? ""))
    throw new TokenError(400, "invalid_request", "Send application/x-www-form-urlencoded.")
  return new URLSearchParams((await readBody(exchange.request)).toString("utf8"))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "))
  } catch {
    return text
  }
}

function html(exchange: Exchange, status: number, page: string, redirectOrigin?: string): void {
  exchange.line.open(status, consentHeaders(redirectOrigin))
  exchange.line.end(page)
}

/** Sends the browser back; what is undefined is left out. */
function back(exchange: Exchange, redirectUri: string, answer: Record<string, string | undefined>): void {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(answer))
    if (value !== undefined) url.searchParams.set(name, value)
  exchange.line.open(303, {
    Location: url.href,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
  })
  exchange.line.end("")
}
