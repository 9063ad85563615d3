import type { Token } from "#lib/domain/outcome"
import { asList, asObject, type JsonObject } from "./json-object.ts"

type Alternative = Token["top"][number]

/**
 * Reads the `logprobs` of thinking: DeepSeek has a list of their own for them; of the others it is the list of a message
 * that brings nothing else (`isAlone`).
 */
export function readReasoningLogprobs(value: unknown, isAlone: boolean): Token[] | undefined {
  const logprobs = asObject(value)
  const own = asList(logprobs?.reasoning_content)
  const tokens = (own.length > 0 || !isAlone ? own : asList(logprobs?.content)).flatMap(chatToken)
  return tokens.length > 0 ? tokens : undefined
}

/** Reads `logprobs` of a choice, in the chat form (`content[]`) or that of completions (`tokens[]` beside `token_logprobs[]`). */
export function readLogprobs(value: unknown): Token[] | undefined {
  const logprobs = asObject(value)
  if (!logprobs) return undefined
  const tokens = Array.isArray(logprobs.content) ? logprobs.content.flatMap(chatToken) : plainTokens(logprobs)
  return tokens.length > 0 ? tokens : undefined
}

function chatToken(value: unknown): Token[] {
  const token = asObject(value)
  if (!token || typeof token.token !== "string") return []
  return [
    {
      text: token.token,
      ...bytesOf(token),
      logprob: typeof token.logprob === "number" ? token.logprob : null,
      top: asList(token.top_logprobs).flatMap(chatAlternative),
    },
  ]
}

function chatAlternative(value: unknown): Alternative[] {
  const token = asObject(value)
  if (!token || typeof token.token !== "string" || typeof token.logprob !== "number") return []
  return [{ text: token.token, ...bytesOf(token), logprob: token.logprob }]
}

/** A token may be part of a character: then only its bytes say what it is. */
function bytesOf(token: JsonObject): { bytes?: number[] } {
  if (!Array.isArray(token.bytes)) return {}
  return { bytes: token.bytes.filter((byte) => Number.isInteger(byte)) }
}

function plainTokens(logprobs: JsonObject): Token[] {
  const values = asList(logprobs.token_logprobs)
  const tops = asList(logprobs.top_logprobs)
  return asList(logprobs.tokens).flatMap((text, index) => {
    if (typeof text !== "string") return []
    const value = values[index]
    const top = Object.entries(asObject(tops[index]) ?? {}).flatMap(([other, logprob]) =>
      typeof logprob === "number" ? [{ text: other, logprob }] : [],
    )
    return [{ text, logprob: typeof value === "number" ? value : null, top }]
  })
}
