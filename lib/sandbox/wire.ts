import type { Written } from "#lib/sandbox/language/writer"
import type { FinishReason, Step, Usage } from "./answer.ts"
import type { TextRequest } from "./text-request.ts"

/** How answers of one endpoint look as JSON: whole, and in the chunks of a stream. */
export interface Wire {
  /** The first chunk of a choice, before its first token; undefined when the form has none. */
  opening(choice: number): object | undefined
  delta(step: Exclude<Step, { kind: "finish" }>): object
  /** The last chunk of a choice; usage rides on the last one of all, as DeepSeek sends it. */
  finish(choice: number, reason: FinishReason, usage: Usage | undefined): object
  /** The extra chunk of `stream_options.include_usage`, as OpenAI sends it. */
  usage(usage: Usage): object
  whole(steps: readonly Step[], usage: Usage): object
}

/** The head that all chunks of one answer share. `created` is in Unix seconds. */
export interface Head {
  id: string
  created: number
  model: string
}

/** Usage as DeepSeek reports it; the sandbox has no prompt cache, so all of the prompt is a miss. */
export function usageBody({ prompt, completion, reasoning }: Usage, request: TextRequest): object {
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_cache_hit_tokens: 0,
    prompt_cache_miss_tokens: prompt,
    prompt_tokens_details: { cached_tokens: 0 },
    ...(request.endpoint === "chat" && { completion_tokens_details: { reasoning_tokens: reasoning } }),
  }
}

/** A token's probability may be 0 in an echoed prompt; JSON has no infinity, and this is the customary stand-in. */
export function finite(logprob: number): number {
  return Number.isFinite(logprob) ? logprob : -9999
}

/** What a choice of an answer has come to. */
export interface Result {
  text: Written[]
  reasoning: Written[]
  call: { id: string; name: string; tokens: Written[] } | undefined
  reason: FinishReason | null
}

/** Puts the steps of one choice together. */
export function collect(steps: readonly Step[], choice: number): Result {
  const result: Result = { text: [], reasoning: [], call: undefined, reason: null }
  for (const step of steps) {
    if (step.choice !== choice) continue
    if (step.kind === "finish") result.reason = step.reason
    else if (step.kind === "call") {
      if (step.head) result.call = { ...step.head, tokens: [] }
      result.call?.tokens.push(...step.tokens)
    } else result[step.kind].push(...step.tokens)
  }
  return result
}
