import { ApiError } from "#lib/sandbox/api-error"

/** An error in the form of the Stable Diffusion WebUI. */
export class WebUiError extends ApiError {
  readonly #answer: object

  constructor(status: number, answer: object, headers: Record<string, string> = {}) {
    super(status, "webui", "", { headers })
    this.#answer = answer
  }

  override get body(): string {
    return JSON.stringify(this.#answer)
  }
}

/** What the WebUI's code raised on purpose, as `Sampler not found`. */
export const httpError = (status: number, detail: string): WebUiError =>
  new WebUiError(status, { error: "HTTPException", detail, body: "", errors: "" })

/** What went wrong inside it: 500. */
export const runtimeError = (message: string): WebUiError =>
  new WebUiError(500, { error: "RuntimeError", detail: "", body: "", errors: message })

export interface FieldIssue {
  loc: (string | number)[]
  msg: string
  type: string
}

/** Fields of a wrong kind: FastAPI's 422. */
export const fieldErrors = (detail: FieldIssue[]): WebUiError => new WebUiError(422, { detail })

/** Any error of the sandbox in the WebUI's form. */
export function inWebUiForm(error: unknown): unknown {
  if (!(error instanceof ApiError) || error instanceof WebUiError) return error
  if (error.status === 401)
    return new WebUiError(
      401,
      { detail: "Incorrect username or password" },
      { ...error.headers, "WWW-Authenticate": "Basic" },
    )
  if (error.code === "invalid_json")
    return fieldErrors([{ loc: ["body", 0], msg: "JSON decode error", type: "json_invalid" }])
  return new WebUiError(
    error.status,
    { error: "HTTPException", detail: error.message, body: "", errors: "" },
    error.headers,
  )
}
