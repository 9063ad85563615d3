import type { SseEvent } from "#lib/server/upstream/sse"
import { asObject, type JsonObject, parseJson } from "./json-object.ts"
import { namedError } from "./stream-errors.ts"
import { garbage } from "./unreadable-answer.ts"

/**
 * What an event of a stream in OpenAI's shape holds: a message, the end mark, or nothing (some servers keep the
 * connection alive by events with nothing in them). Throws `BracketError`: `upstream_stream_error`, `upstream_garbage`.
 */
export function streamMessage({ event, data }: SseEvent, status: number): JsonObject | "end" | undefined {
  if (data === "[DONE]") return "end"
  if (data === "") return undefined
  const json = parseJson(data)
  if (event === "error") throw namedError(json ?? data)
  const message = asObject(json)
  if (!message) throw garbage("an event that is not JSON", status)
  return message
}
