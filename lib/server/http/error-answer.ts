import type { BracketError, ErrorAnswer } from "#lib/domain/errors"

/** The one error shape of the API, as a response. Never a stack, a secret or an upstream's text. */
export function errorAnswer(error: BracketError, requestId: string): Response {
  const body: ErrorAnswer = {
    error: {
      code: error.code,
      message: error.message,
      hint: error.hint,
      ...(error.params ? { params: error.params } : {}),
      ...(error.field ? { field: error.field } : {}),
      requestId,
    },
  }
  const headers = new Headers({ "cache-control": "no-store", "x-request-id": requestId })
  if (error.retryAfterMs !== undefined)
    headers.set("retry-after", String(Math.ceil(error.retryAfterMs / 1000)))
  if (error.code === "method_not_allowed") headers.set("allow", String(error.params?.allow))
  return Response.json(body, { status: error.status, headers })
}
