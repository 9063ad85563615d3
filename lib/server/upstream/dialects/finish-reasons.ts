import { BracketError } from "#lib/domain/errors"
import type { FinishReason } from "#lib/domain/outcome"

/** The upstreams' words, beside the four of OpenAI those of compatible servers. */
const reasons = new Map<string, FinishReason>([
  ["stop", "stop"],
  ["length", "length"],
  ["max_tokens", "length"],
  ["model_length", "length"],
  ["content_filter", "content_filter"],
  ["tool_calls", "tool_calls"],
  ["function_call", "tool_calls"],
])

/** Endings that are none: DeepSeek out of resources, DeepSeek and SGLang giving the request up. */
const faults = new Set(["insufficient_system_resource", "aborted", "abort"])

/**
 * Reads a `finish_reason`; a word that we do not know is a plain stop, for the answer is there. A word that
 * says that the upstream failed is an error.
 */
export function readFinishReason(reason: string): FinishReason | BracketError {
  if (faults.has(reason))
    return new BracketError("upstream_fault", "The upstream gave up before the answer was complete", {
      hint: "What had arrived is kept. Try again in a moment.",
      params: { reason },
    })
  if (reason === "error")
    return new BracketError("upstream_stream_error", "The upstream ended the answer with an error", {
      hint: "What had arrived is kept. Try again; if it repeats, try another model.",
    })
  return reasons.get(reason) ?? "stop"
}
