import type { ErrorAnswer, RunError } from "#lib/domain/errors-schema"

export type { ErrorAnswer, RunError }

/**
 * Every error code that Bracket can answer, with the HTTP status of the answer and whether trying the
 * same thing again can help. The interface translates by code; `upstream_*` codes end a run.
 */
export const errorCodes = {
  invalid_json: { status: 400, retryable: false },
  invalid_input: { status: 400, retryable: false },
  prompt_too_long: { status: 400, retryable: false },
  unknown_model: { status: 400, retryable: false },
  unauthenticated: { status: 401, retryable: false },
  invalid_sign_in: { status: 401, retryable: false },
  foreign_origin: { status: 403, retryable: false },
  forbidden: { status: 403, retryable: false },
  not_found: { status: 404, retryable: false },
  method_not_allowed: { status: 405, retryable: false },
  conflict: { status: 409, retryable: false },
  last_owner: { status: 409, retryable: false },
  own_account: { status: 409, retryable: false },
  cost_ceiling: { status: 409, retryable: true },
  body_too_large: { status: 413, retryable: false },
  unsupported_media_type: { status: 415, retryable: false },
  rate_limited: { status: 429, retryable: true },
  budget_exceeded: { status: 429, retryable: false },
  connection_quota: { status: 429, retryable: false },
  internal: { status: 500, retryable: true },
  shutting_down: { status: 503, retryable: true },
  interrupted: { status: 503, retryable: true },
  content_blocked: { status: 422, retryable: false },
  storage_full: { status: 507, retryable: true },
  blocked_address: { status: 400, retryable: false },
  secret_unreadable: { status: 500, retryable: false },
  secret_unavailable: { status: 503, retryable: true },
  oauth_reconnect: { status: 502, retryable: false },
  upstream_unreachable: { status: 502, retryable: true },
  upstream_tls: { status: 502, retryable: false },
  upstream_connect_timeout: { status: 504, retryable: true },
  upstream_silent: { status: 504, retryable: true },
  upstream_stalled: { status: 504, retryable: true },
  upstream_too_long: { status: 504, retryable: false },
  upstream_bad_request: { status: 502, retryable: false },
  upstream_credential: { status: 502, retryable: false },
  upstream_clock: { status: 502, retryable: false },
  upstream_balance: { status: 502, retryable: false },
  upstream_quota: { status: 502, retryable: false },
  upstream_not_found: { status: 502, retryable: false },
  upstream_rate_limited: { status: 502, retryable: true },
  upstream_fault: { status: 502, retryable: true },
  upstream_garbage: { status: 502, retryable: false },
  upstream_blank_json: { status: 502, retryable: false },
  upstream_no_image: { status: 502, retryable: false },
  upstream_image_gone: { status: 502, retryable: false },
  upstream_stream_error: { status: 502, retryable: false },
} as const

export type ErrorCode = keyof typeof errorCodes

export type ErrorParams = Record<string, string | number>

const mark = Symbol.for("bracket.error")

/**
 * An error that knows what it is: `code` decides, `message` and `hint` are for people who call the API.
 * Nothing in Bracket ever matches on the text.
 */
export class BracketError extends Error {
  /** The bundler gives routes and start-up a copy of this class each: the mark is what they share, not the class. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && mark in value
  }
  readonly [mark] = true
  readonly code: ErrorCode
  readonly hint: string
  readonly params: ErrorParams | undefined
  readonly field: string | undefined
  /** How long the other side asked us to wait, in ms. */
  readonly retryAfterMs: number | undefined
  private readonly retryableOverride: boolean | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      hint?: string
      params?: ErrorParams
      field?: string
      retryAfterMs?: number
      /** Overrides the code's own word, for instance a stream error that says "overloaded". */
      retryable?: boolean
      cause?: unknown
    } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = "BracketError"
    this.code = code
    this.hint = options.hint ?? ""
    this.params = options.params
    this.field = options.field
    this.retryAfterMs = options.retryAfterMs
    this.retryableOverride = options.retryable
  }

  /** The HTTP status of our own answer. */
  get status(): number {
    return errorCodes[this.code].status
  }

  get retryable(): boolean {
    return this.retryableOverride ?? errorCodes[this.code].retryable
  }

  /** The part of it that a run keeps and a browser may see; a wait that was asked for is `params.waitSeconds`. */
  toRunError(): RunError {
    const wait: ErrorParams =
      this.retryAfterMs === undefined ? {} : { waitSeconds: Math.ceil(this.retryAfterMs / 1000) }
    const params = { ...this.params, ...wait }
    return {
      code: this.code,
      message: this.message,
      hint: this.hint,
      ...(Object.keys(params).length > 0 ? { params } : {}),
      ...(this.field ? { field: this.field } : {}),
      retryable: this.retryable,
    }
  }
}
