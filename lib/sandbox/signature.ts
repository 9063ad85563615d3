import { createHmac, timingSafeEqual } from "node:crypto"
import type { IncomingHttpHeaders } from "node:http"
import { ApiError } from "./api-error.ts"

export interface Credentials {
  apiKey: string
  secretKey: string
}

/** How a request proved who it is. */
export type Proof = "hmac" | "bearer" | "none"

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
function equal(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHmac("sha256", "comparison").update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

function header(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name]
  return typeof value === "string" ? value : ""
}

function refuse(code: string, message: string): ApiError {
  return new ApiError(401, code, message, { type: "authentication_error" })
}

/**
 * Checks who sends a request; throws 401 `invalid_api_key` or `invalid_signature`, 403 `timestamp_out_of_range`.
 * `now` is in milliseconds. A bearer token is taken too, so that any OpenAI client can speak to the sandbox; it
 * is a toy on loopback that guards nothing, its token need not be a secret.
 */
export function authenticate(
  request: SignedRequest,
  credentials: Credentials,
  bearerToken: string,
  now: number,
): Proof {
  const bearer = /^Bearer (.+)$/i.exec(header(request.headers, "authorization"))?.[1]
  if (bearer !== undefined) {
    if (!equal(bearer, bearerToken)) throw refuse("invalid_api_key", "The bearer token is not known.")
    return "bearer"
  }
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
