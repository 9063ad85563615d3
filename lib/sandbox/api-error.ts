/** An answer that is an error, in the OpenAI form `{error: {message, type, code, param}}`. */
export class ApiError extends Error {
  readonly status: number
  readonly type: string
  readonly code: string
  readonly param: string | null
  readonly headers: Record<string, string>

  constructor(
    status: number,
    code: string,
    message: string,
    options: { type?: string; param?: string; headers?: Record<string, string> } = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.type = options.type ?? "invalid_request_error"
    this.param = options.param ?? null
    this.headers = options.headers ?? {}
  }

  get body(): string {
    const { message, type, code, param } = this
    return JSON.stringify({ error: { message, type, code, param } })
  }
}
