import { BracketError } from "#lib/domain/errors"
import type { FinishReason, Token, Usage } from "#lib/domain/outcome"
import type { UpstreamEvent } from "./dialect.ts"
import { readFinishReason } from "./finish-reasons.ts"
import { asList, asObject, asText, type JsonObject } from "./json-object.ts"
import { streamError } from "./stream-errors.ts"
import { createToolCallReader } from "./tool-call-reader.ts"
import { readLogprobs, readReasoningLogprobs } from "./wire-logprobs.ts"
import { readUsage } from "./wire-usage.ts"

/** Reads the JSON of an OpenAI-shaped answer, a chunk of it or the whole, completions or chat: they differ in where the text is. */
export interface AnswerReader {
  /** What one message says. Whether it also said that the upstream failed stands in `failure`. */
  read(message: JsonObject): UpstreamEvent[]
  readonly failure: BracketError | undefined
  /** What was held back for the order's sake; to be asked for at the end. */
  rest(): UpstreamEvent[]
  /** The last finish reason and usage so far: both may be repeated, or come late. */
  readonly finish: FinishReason | undefined
  readonly usage: Usage | undefined
  /** False as long as nothing looked like an answer. */
  readonly answered: boolean
}

export function createAnswerReader(): AnswerReader {
  const calls = createToolCallReader()
  let served = false
  let finish: FinishReason | undefined
  let usage: Usage | undefined
  let answered = false
  let failure: BracketError | undefined

  function readChoice(choice: JsonObject, spoken: UpstreamEvent[]): void {
    answered = true
    const body = asObject(choice.delta) ?? asObject(choice.message)
    const reasoning = asText(body?.reasoning_content) ?? asText(body?.reasoning)
    const text = asText(choice.text) ?? contentText(body?.content) ?? asText(body?.refusal) ?? ""
    if (reasoning) {
      const thought = choice.logprobs ? readReasoningLogprobs(choice.logprobs, text === "") : undefined
      spoken.push({
        type: "delta",
        channel: "reasoning",
        text: reasoning,
        ...(thought ? { tokens: thought } : {}),
      })
    }
    const tokens: Token[] | undefined =
      choice.logprobs && (text !== "" || !reasoning) ? readLogprobs(choice.logprobs) : undefined
    if (tokens) spoken.push({ type: "delta", channel: "text", text, tokens })
    else if (text !== "") spoken.push({ type: "delta", channel: "text", text })
    if (body?.tool_calls || body?.function_call) sayCall(calls.read(body), spoken)
    const reason = asText(choice.finish_reason)
    if (!reason) return
    const read = readFinishReason(reason)
    if (read instanceof BracketError) failure = read
    else finish = read
  }

  function sayCall(text: string, spoken: UpstreamEvent[]): void {
    if (text !== "") spoken.push({ type: "delta", channel: "tool", text })
  }

  return {
    read(message) {
      const spoken: UpstreamEvent[] = []
      if (!served) {
        const event = servedBy(message)
        served = event !== undefined
        if (event) spoken.push(event)
      }
      if (message.usage) usage = readUsage(message.usage) ?? usage
      // One answer per run: with `n` above 1 in a run's extras, the first is the run's.
      for (const choice of asList(message.choices)) {
        const object = asObject(choice)
        if (object && (object.index ?? 0) === 0) readChoice(object, spoken)
      }
      // After the choices: OpenRouter reports an error beside the last piece of text.
      failure = streamError(message) ?? failure
      return spoken
    },
    rest() {
      const spoken: UpstreamEvent[] = []
      sayCall(calls.rest(), spoken)
      return spoken
    },
    get failure() {
      return failure
    },
    get finish() {
      return finish
    },
    get usage() {
      return usage
    },
    get answered() {
      return answered
    },
  }
}

/** Mistral sends content in parts. */
function contentText(content: unknown): string | undefined {
  if (typeof content === "string") return content || undefined
  return asText(
    asList(content)
      .map((part) => asText(asObject(part)?.text) ?? "")
      .join(""),
  )
}

function servedBy(message: JsonObject): UpstreamEvent | undefined {
  const responseId = asText(message.id)
  const model = asText(message.model)
  const fingerprint = asText(message.system_fingerprint)
  return responseId || model || fingerprint ? { type: "served", model, responseId, fingerprint } : undefined
}
