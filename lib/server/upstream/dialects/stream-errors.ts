import { BracketError } from "#lib/domain/errors"
import { errorDetail } from "./error-detail.ts"
import { asObject, asText, type JsonObject } from "./json-object.ts"

/** Words in `type` or `code` that say that the fault is on the upstream's side and passes. */
const passing = new Set([
  "overloaded",
  "overloaded_error",
  "server_error",
  "internal_error",
  "internal_server_error",
  "service_unavailable",
  "unavailable_error",
  "rate_limit_exceeded",
  "timeout",
])

/** The error that a JSON message on status 200 carries, in whichever of the known shapes; undefined when it carries none. */
export function streamError(message: JsonObject): BracketError | undefined {
  // Many servers send `error: null` along with every chunk.
  const carries = message.object === "error" || (message.error !== undefined && message.error !== null)
  return carries ? errorOf(message) : undefined
}

/** The error in an SSE event that is called `error`, whatever its data is: an object, or plain words. */
export function namedError(data: unknown): BracketError {
  return errorOf(asObject(data) ?? { message: data })
}

function errorOf(message: JsonObject): BracketError {
  const source = asObject(message.error) ?? message
  const detail = errorDetail(message)
  const words = [source.type, source.code, asObject(source.metadata)?.error_type].flatMap(
    (word) => asText(word) ?? [],
  )
  // OpenRouter and vLLM put an HTTP status into `code`, as a number.
  const status = typeof source.code === "number" ? source.code : undefined
  return new BracketError(
    "upstream_stream_error",
    "The upstream reported an error in the middle of its answer",
    {
      hint: "What had arrived is kept. Try again; if it repeats, try another model.",
      params: { ...(detail ? { detail } : {}), ...(status ? { status } : {}) },
      retryable:
        words.some((word) => passing.has(word)) ||
        (status !== undefined && (status === 429 || status === 408 || status >= 500)),
    },
  )
}
