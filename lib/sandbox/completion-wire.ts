import type { Written } from "#lib/sandbox/language/writer"
import type { TextRequest } from "./text-request.ts"
import { collect, finite, type Head, usageBody, type Wire } from "./wire.ts"

/** The legacy form of logprobs: parallel lists; offsets count UTF-16 units from the start of the text. */
function legacyLogprobs(tokens: readonly Written[], from: number): object {
  let offset = from
  const offsets = tokens.map(({ text }) => {
    offset += text.length
    return offset - text.length
  })
  return {
    tokens: tokens.map(({ text }) => text),
    token_logprobs: tokens.map(({ logprob, unscored }) => (unscored ? null : finite(logprob))),
    top_logprobs: tokens.map(({ top, unscored }) =>
      unscored ? null : Object.fromEntries(top.map((other) => [other.text, finite(other.logprob)])),
    ),
    text_offset: offsets,
  }
}

/** `text_completion` objects, whole and in chunks of the same shape (contract, section 4). */
export function completionWire(head: Head, request: TextRequest): Wire {
  const frame = { id: head.id, object: "text_completion", created: head.created, model: head.model }
  const offsets = new Map<number, number>()
  const logprobs = (tokens: readonly Written[], from: number): object | null =>
    request.logprobs === undefined ? null : legacyLogprobs(tokens, from)
  const joined = (tokens: readonly Written[]): string => tokens.map(({ text }) => text).join("")
  return {
    opening: () => undefined,
    delta({ choice, tokens }) {
      const from = offsets.get(choice) ?? 0
      const text = joined(tokens)
      offsets.set(choice, from + text.length)
      const body = { text, index: choice, logprobs: logprobs(tokens, from), finish_reason: null }
      return { ...frame, choices: [body], usage: null }
    },
    finish(choice, reason, usage) {
      const body = { text: "", index: choice, logprobs: null, finish_reason: reason }
      return { ...frame, choices: [body], usage: usage ? usageBody(usage, request) : null }
    },
    usage: (usage) => ({ ...frame, choices: [], usage: usageBody(usage, request) }),
    whole(steps, usage) {
      const choices = Array.from({ length: request.n }, (_, index) => {
        const { text: tokens, reason } = collect(steps, index)
        return {
          text: joined(tokens),
          index,
          logprobs: logprobs(tokens, 0),
          finish_reason: reason,
        }
      })
      return { ...frame, choices, usage: usageBody(usage, request) }
    },
  }
}
