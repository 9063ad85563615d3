import { ApiError } from "./api-error.ts"

export interface QuotaLimits {
  /** Requests that one key may start within any 60 seconds. */
  requestsPerMinute: number
  /** Tokens, of prompts and answers, that one key may use in the life of the server. */
  totalTokens: number
}

/** Generous: people meet the limits only when they set out to. */
export const defaultLimits: QuotaLimits = { requestsPerMinute: 6000, totalTokens: 200_000_000 }

const window = 60_000

/** What one key has used. Times are in milliseconds. */
export class Quota {
  readonly #limits: QuotaLimits
  #recent: number[] = []
  #tokens = 0

  constructor(limits: QuotaLimits) {
    this.#limits = limits
  }

  /** Admits a request or throws 429 with `Retry-After`, or 403 `insufficient_quota`. */
  admit(now: number): void {
    this.#recent = this.#recent.filter((at) => at > now - window)
    if (this.#tokens >= this.#limits.totalTokens) throw spentQuota()
    if (this.#recent.length >= this.#limits.requestsPerMinute) {
      const free = (this.#recent[0] ?? now) + window
      const seconds = Math.max(1, Math.ceil((free - now) / 1000))
      throw rateLimited({ "Retry-After": String(seconds) })
    }
    this.#recent.push(now)
  }

  /** Takes the tokens of a request from the quota. */
  spend(tokens: number): void {
    this.#tokens += tokens
  }
}

export function spentQuota(): ApiError {
  return new ApiError(403, "insufficient_quota", "The token quota of this key is spent.", {
    type: "insufficient_quota",
  })
}

export function rateLimited(headers: Record<string, string> = {}): ApiError {
  return new ApiError(429, "rate_limit_exceeded", "Too many requests: slow down.", {
    type: "rate_limit_error",
    headers,
  })
}
