import { createHmac, timingSafeEqual } from "node:crypto"
import type { IncomingHttpHeaders } from "node:http"
import { ApiError } from "./api-error.ts"
import type { TokenState } from "./oauth-grants.ts"

export interface Credentials {
  apiKey: string
  secretKey: string
}

/** How a request proved who it is. */
export type Proof = "hmac" | "bearer" | "oauth2" | "basic" | "none"

/** What a request may prove itself with, beside the signature. */
export interface Accepted {
  credentials: Credentials
  /** A fixed bearer token. */
  bearerToken: string
  /** What an access token of the OAuth 2.0 server is worth. */
  tokenState: (token: string, now: number) => TokenState
  /** Takes requests that prove nothing, as a model server on the own machine does. */
  anonymous: boolean
}

export interface SignedRequest {
  method: string
  /** The request target as sent: path plus query. */
  target: string
  headers: IncomingHttpHeaders
  body: Buffer
}

/** Seconds that the clocks may differ (contract, section 2). */
export const clockWindow = 300

/**
 * HMAC-SHA256 over TIMESTAMP + METHOD + PATH + BODY without separators, as 64 lower-case hex digits (contract,
 * section 2). `timestamp` is Unix time in seconds, exactly as in the header.
 */
export function sign(
  secretKey: string,
  timestamp: string,
  method: string,
  target: string,
  body: Buffer,
): string {
  return createHmac("sha256", secretKey)
    .update(timestamp + method.toUpperCase() + target)
    .update(body)
    .digest("hex")
}

/** Compares digests of equal length, so that time tells nothing about the content or the length. */
export function equal(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHmac("sha256", "comparison").update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

function header(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name]
  return typeof value === "string" ? value : ""
}

function refuse(code: string, message: string, headers: Record<string, string> = {}): ApiError {
  return new ApiError(401, code, message, { type: "authentication_error", headers })
}

/**
 * Checks who sends a request; throws 401 `invalid_api_key`, `invalid_signature`, `token_expired` or `token_revoked`, 403
 * `timestamp_out_of_range`. `now` is in milliseconds. Bearer tokens and Basic are taken too, so that any OpenAI client
 * can speak to the sandbox; it is a toy on loopback that guards nothing.
 */
export function authenticate(request: SignedRequest, accepted: Accepted, now: number): Proof {
  const { credentials } = accepted
  const [, scheme = "", value = ""] = /^(\w+) (.+)$/.exec(header(request.headers, "authorization")) ?? []
  if (scheme.toLowerCase() === "bearer") return bearerProof(value, accepted, now)
  if (scheme.toLowerCase() === "basic") {
    const expected = Buffer.from(`${credentials.apiKey}:${credentials.secretKey}`).toString("base64")
    if (!equal(value, expected)) throw refuse("invalid_api_key", "The name or the password is not known.")
    return "basic"
  }
  if (accepted.anonymous && !header(request.headers, "x-deepseek-apikey")) return "none"
  const key = header(request.headers, "x-deepseek-apikey")
  const timestamp = header(request.headers, "x-deepseek-timestamp")
  const signature = header(request.headers, "x-deepseek-signature")
  if (!key) throw refuse("invalid_api_key", "No credentials: sign the request or send a bearer token.")
  if (!equal(key, credentials.apiKey)) throw refuse("invalid_api_key", "The API key is not known.")
  const expected = sign(credentials.secretKey, timestamp, request.method, request.target, request.body)
  if (!/^\d{1,12}$/.test(timestamp) || !equal(signature, expected)) {
    throw refuse("invalid_signature", "The signature does not match this request.")
  }
  // After the signature: a stranger learns nothing about the clock, and a stale copy of a true request is told why.
  if (Math.abs(Math.floor(now / 1000) - Number(timestamp)) > clockWindow) throw staleTimestamp()
  return "hmac"
}

export function staleTimestamp(): ApiError {
  return new ApiError(
    403,
    "timestamp_out_of_range",
    `The timestamp differs by more than ${clockWindow} s from the server's clock (see the Date header).`,
    { type: "authentication_error" },
  )
}

function bearerProof(token: string, accepted: Accepted, now: number): Proof {
  if (equal(token, accepted.bearerToken)) return "bearer"
  const state = accepted.tokenState(token, now)
  if (state === "valid") return "oauth2"
  if (state === "unknown") throw refuse("invalid_api_key", "The bearer token is not known.")
  throw refuse(`token_${state}`, `The access token is ${state}.`, {
    "WWW-Authenticate": 'Bearer realm="sandbox", error="invalid_token"',
  })
}
