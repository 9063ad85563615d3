import type { Written } from "#lib/sandbox/language/writer"
import type { TextRequest } from "./text-request.ts"
import { collect, finite, type Head, usageBody, type Wire } from "./wire.ts"

const bytes = (text: string): number[] => [...Buffer.from(text)]

function tokenLogprobs(tokens: readonly Written[]): object[] {
  return tokens.map(({ text, logprob, top }) => ({
    token: text,
    logprob: finite(logprob),
    bytes: bytes(text),
    top_logprobs: top.map((other) => ({
      token: other.text,
      logprob: finite(other.logprob),
      bytes: bytes(other.text),
    })),
  }))
}

/**
 * `chat.completion` objects and their chunks in DeepSeek's order: the role first, then reasoning, then content,
 * then an empty delta with the finish reason. Only a thinking answer has `reasoning_content`.
 */
export function chatWire(head: Head, request: TextRequest, thinks: boolean): Wire {
  const frame = (object: string) => ({
    id: head.id,
    object,
    created: head.created,
    model: head.model,
    system_fingerprint: "fp_sandbox",
  })
  const chunk = frame("chat.completion.chunk")
  const joined = (tokens: readonly Written[]): string => tokens.map(({ text }) => text).join("")
  const logprobs = (content: readonly Written[], reasoning: readonly Written[]): object | null => {
    if (request.logprobs === undefined) return null
    const thoughts = thinks ? { reasoning_content: tokenLogprobs(reasoning) } : {}
    return { content: tokenLogprobs(content), ...thoughts, refusal: null }
  }
  const one = (
    index: number,
    delta: object,
    probabilities: object | null,
    reason: string | null,
  ): object[] => [{ index, delta, logprobs: probabilities, finish_reason: reason }]
  return {
    opening(choice) {
      const delta = thinks ? { content: null, reasoning_content: "" } : { content: "" }
      return { ...chunk, choices: one(choice, { role: "assistant", ...delta }, null, null), usage: null }
    },
    delta(step) {
      const { kind, choice, tokens } = step
      const text = joined(tokens)
      if (step.kind === "call")
        return { ...chunk, choices: one(choice, callDelta(step.head, text), null, null), usage: null }
      const thoughts = { content: null, reasoning_content: text }
      const words = thinks ? { content: text, reasoning_content: null } : { content: text }
      const probabilities = kind === "reasoning" ? logprobs([], tokens) : logprobs(tokens, [])
      return {
        ...chunk,
        choices: one(choice, kind === "reasoning" ? thoughts : words, probabilities, null),
        usage: null,
      }
    },
    finish(choice, reason, usage) {
      const delta = thinks ? { content: "", reasoning_content: null } : { content: "" }
      return {
        ...chunk,
        choices: one(choice, delta, null, reason),
        usage: usage ? usageBody(usage, request) : null,
      }
    },
    usage: (usage) => ({ ...chunk, choices: [], usage: usageBody(usage, request) }),
    whole(steps, usage) {
      const choices = Array.from({ length: request.n }, (_, index) => {
        const { text, reasoning, call, reason } = collect(steps, index)
        const message = {
          role: "assistant",
          content: call ? null : joined(text),
          ...(call && {
            tool_calls: [
              {
                id: call.id,
                type: "function",
                function: { name: call.name, arguments: joined(call.tokens) },
              },
            ],
          }),
          ...(thinks && { reasoning_content: joined(reasoning) }),
        }
        return {
          index,
          message,
          logprobs: logprobs(text, reasoning),
          finish_reason: reason,
        }
      })
      return { ...frame("chat.completion"), choices, usage: usageBody(usage, request) }
    },
  }
}

/** The first piece of a call says which it is, the others bring its arguments. */
function callDelta(head: { id: string; name: string } | undefined, text: string): object {
  const called = { ...(head && { name: head.name }), arguments: text }
  return { tool_calls: [{ index: 0, ...(head && { id: head.id, type: "function" }), function: called }] }
}
