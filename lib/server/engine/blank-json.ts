import { BracketError } from "#lib/domain/errors"
import type { LiveRun } from "#lib/server/engine/live-batch"
import type { RunLedger } from "#lib/server/engine/run-ledger"

/**
 * The failure of an answer that should be JSON and came out blank: DeepSeek puts spaces in place of what is no JSON,
 * with the finish reason `stop`, which would pass for a success. Undefined for all others.
 */
export function blankJson(
  { variant, state }: Pick<LiveRun, "variant" | "state">,
  { finishReason }: Pick<RunLedger, "finishReason">,
): BracketError | undefined {
  if (finishReason !== "stop" || state.tool !== "" || state.text.trim() !== "" || !wantsJson(variant))
    return undefined
  return new BracketError("upstream_blank_json", "The upstream sent blanks in place of JSON", {
    hint: "Ask for JSON in the prompt and show an example of it, then run again.",
  })
}

function wantsJson({ parameters, extra }: LiveRun["variant"]): boolean {
  const format =
    parameters.response_format ?? (extra?.response_format as { type?: unknown } | undefined)?.type
  return format === "json_object" || format === "json_schema"
}
