import type * as z from "zod/mini"

/** Codes of faults that never reached a route: no connection, or an answer that nobody can read. */
export type ClientErrorCode = "offline" | "unreadable_answer"

/** A call that failed. The interface translates by `code` and `params`; `message` and `hint` are the fallback. */
export class ApiError extends Error {
  readonly code: string
  readonly hint: string
  readonly params: Record<string, string | number> | undefined
  readonly field: string | undefined
  readonly requestId: string | undefined
  /** HTTP status; 0 when there was no answer. */
  readonly status: number
  /** How long the server asks us to wait, in ms. */
  readonly retryAfterMs: number | undefined

  constructor(
    code: string,
    message: string,
    details: {
      hint?: string
      params?: Record<string, string | number>
      field?: string
      requestId?: string
      status?: number
      retryAfterMs?: number
      cause?: unknown
    } = {},
  ) {
    super(message, { cause: details.cause })
    this.name = "ApiError"
    this.code = code
    this.hint = details.hint ?? ""
    this.params = details.params
    this.field = details.field
    this.requestId = details.requestId
    this.status = details.status ?? 0
    this.retryAfterMs = details.retryAfterMs
  }
}

export interface Call {
  method?: "GET" | "POST" | "PATCH" | "PUT" | "DELETE"
  /** Sent as JSON. */
  body?: unknown
  /** Sent as it is, in place of a body. */
  file?: Blob
  /** Undefined values are left out of the address. */
  query?: Record<string, string | number | boolean | undefined>
  headers?: Record<string, string>
  signal?: AbortSignal
}

/**
 * Sends a call and returns the answer when it is a good one (for instance an event stream); else throws an
 * ApiError. An abort by `signal` is thrown on as the AbortError that it is.
 */
export async function send(path: string, call: Call = {}): Promise<Response> {
  let response: Response
  try {
    response = await fetch(withQuery(path, call.query), {
      method: call.method ?? "GET",
      headers: {
        Accept: "application/json",
        ...(call.body === undefined ? {} : { "Content-Type": "application/json" }),
        ...call.headers,
      },
      body: call.file ?? (call.body === undefined ? undefined : JSON.stringify(call.body)),
      signal: call.signal,
    })
  } catch (cause) {
    if (call.signal?.aborted) throw cause
    throw new ApiError("offline", "The server cannot be reached.", {
      hint: "Check the connection and try again.",
      cause,
    })
  }
  if (response.ok) return response
  throw await readError(response)
}

/** Gives the schema of an answer. Loaded beside the call: no page waits for schemas before it has sent something. */
export type SchemaLoader<T> = () => Promise<z.ZodMiniType<T>>

/**
 * Sends a call and reads its JSON answer by a schema. Where the schema's code does not come (the page is older than
 * the server), the answer is as unreadable as one that the schema refuses.
 */
export async function request<T>(loadSchema: SchemaLoader<T>, path: string, call: Call = {}): Promise<T> {
  const [response, { schema, cause }] = await Promise.all([
    send(path, call),
    loadSchema().then(
      (schema) => ({ schema, cause: undefined }),
      (cause: unknown) => ({ schema: undefined, cause }),
    ),
  ])
  const json: unknown = await response.json().catch(() => undefined)
  const answer = schema?.safeParse(json)
  if (answer?.success) return answer.data
  if (call.signal?.aborted) throw call.signal.reason
  throw new ApiError("unreadable_answer", "The server's answer could not be read.", {
    hint: "Reload the page: it may be older than the server.",
    status: response.status,
    cause: answer?.error ?? cause,
  })
}

function withQuery(path: string, query: Call["query"]): string {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`
}

/** Reads the error shape of an answer that is not a good one. */
export async function readError(response: Response): Promise<ApiError> {
  const json: unknown = await response.json().catch(() => undefined)
  // Without the schema's code the status still says what can be done next.
  const schema = await import("#lib/domain/errors-schema").then(
    ({ errorAnswerSchema }) => errorAnswerSchema,
    () => undefined,
  )
  const answer = schema?.safeParse(json)
  const details = { status: response.status, retryAfterMs: readRetryAfter(response) }
  if (!answer?.success) {
    return new ApiError("unreadable_answer", `The server answered ${response.status} without a reason.`, {
      ...details,
      hint: "Try again; if it stays, look at the server's log.",
    })
  }
  const { code, message, hint, params, field, requestId } = answer.data.error
  return new ApiError(code, message, { ...details, hint, params, field, requestId })
}

function readRetryAfter(response: Response): number | undefined {
  const value = response.headers.get("retry-after")
  if (value === null) return undefined
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}
