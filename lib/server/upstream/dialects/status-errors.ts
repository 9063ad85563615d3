import { BracketError, type ErrorCode, type ErrorParams } from "#lib/domain/errors"
import { bodyStart } from "#lib/server/upstream/body-text"
import type { UpstreamResponse } from "./dialect.ts"
import { errorDetail } from "./error-detail.ts"
import { parseJson } from "./json-object.ts"
import { retryAfterMs } from "./retry-after.ts"

const maxErrorBytes = 64 * 1024

/** How far a clock may be off before a signed request is refused (the signed API's contract, section 2). */
const maxClockSkewSeconds = 300

interface Meaning {
  code: ErrorCode
  message: string
  hint: string
}

const badRequest: Meaning = {
  code: "upstream_bad_request",
  message: "The upstream did not accept the request",
  hint: "Correct what it names; parameters can be switched off one by one.",
}
const fault: Meaning = {
  code: "upstream_fault",
  message: "The upstream has a fault",
  hint: "Try again in a moment; its status page may know more.",
}
const rateLimited: Meaning = {
  code: "upstream_rate_limited",
  message: "The upstream's rate limit is reached",
  hint: "Wait, run fewer at once, or raise the limit with the provider.",
}

/**
 * By status alone: providers disagree about the codes in their bodies (DeepSeek says
 * `invalid_request_error` for a wrong key and for an empty balance). Other 4xx are bad requests, 5xx faults.
 */
const meanings: Record<number, Meaning> = {
  401: {
    code: "upstream_credential",
    message: "The upstream did not accept the key",
    hint: "Check the connection's key: it may be wrong, revoked or expired.",
  },
  402: {
    code: "upstream_balance",
    message: "The account at the upstream is out of balance",
    hint: "Top it up in the provider's console.",
  },
  403: {
    code: "upstream_quota",
    message: "The upstream refused: the quota is spent or the key lacks the right",
    hint: "Look at the quota and the key's rights in the provider's console.",
  },
  404: {
    code: "upstream_not_found",
    message: "The upstream has no such model or address",
    hint: "Check the model's name and the connection's base URL.",
  },
  408: rateLimited,
  429: rateLimited,
}

/** Headers by which an upstream's support can find the request. */
const requestIdHeaders = ["x-request-id", "x-deepseek-request-id", "request-id", "x-generation-id"]

/**
 * The error that a status other than 2xx means. Reads at most 64 kB of the body for the upstream's own words.
 * `now` is in epoch ms. For `signed` requests, which carry a time stamp, a 401 or 403 whose `Date` header is
 * over 300 s away from `now` is `upstream_clock`.
 */
export async function statusError(
  response: UpstreamResponse,
  { now, signed }: { now: number; signed: boolean },
): Promise<BracketError> {
  const { status, headers } = response
  const { text } = await bodyStart(response.body, maxErrorBytes).catch(() => ({ text: "" }))
  // The text of a 401 echoes parts of the key.
  const detail = status === 401 ? undefined : errorDetail(parseJson(text))
  const requestId = requestIdHeaders.map((name) => headers.get(name)).find((value) => value)
  const params: ErrorParams = {
    status,
    ...(detail ? { detail } : {}),
    ...(requestId ? { upstreamRequestId: requestId.slice(0, 200) } : {}),
  }
  const clock = signed && (status === 401 || status === 403) ? clockError(headers, now, params) : undefined
  if (clock) return clock
  const { code, message, hint } = meanings[status] ?? (status >= 500 ? fault : badRequest)
  return new BracketError(code, detail ? `${message}: ${detail}` : `${message} (status ${status})`, {
    hint,
    params,
    retryAfterMs: status === 408 || status === 429 || status >= 500 ? retryAfterMs(headers, now) : undefined,
    // "Not implemented" will not be implemented by asking again.
    retryable: status === 501 ? false : undefined,
  })
}

function clockError(headers: Headers, now: number, params: ErrorParams): BracketError | undefined {
  const theirs = Date.parse(headers.get("date") ?? "")
  const skew = Math.round((now - theirs) / 1000)
  if (Number.isNaN(skew) || Math.abs(skew) <= maxClockSkewSeconds) return undefined
  const seconds = Math.abs(skew)
  const direction = skew > 0 ? "ahead" : "behind"
  return new BracketError(
    "upstream_clock",
    `This server's clock is ${seconds} s ${direction === "ahead" ? "ahead of" : "behind"} the upstream's`,
    {
      hint: "Signed requests are valid for 300 s: set the clock of the machine that Bracket runs on.",
      params: { ...params, seconds, direction },
    },
  )
}
