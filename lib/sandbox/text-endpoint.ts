import { randomUUID } from "node:crypto"
import type { LanguageModel } from "#lib/sandbox/language/writer"
import { Answer, countPrompt } from "./answer.ts"
import { ApiError } from "./api-error.ts"
import { chatWire } from "./chat-wire.ts"
import { completionWire } from "./completion-wire.ts"
import { type Fault, type FirstTimes, faultOf } from "./faults.ts"
import { streamFrames, wholeFrames } from "./frames.ts"
import type { Line } from "./line.ts"
import { contextLimit, findModel } from "./models.ts"
import { invalidValue } from "./request-fields.ts"
import type { Outcome } from "./request-log.ts"
import { type Endpoint, parseTextRequest, type TextRequest } from "./text-request.ts"

export interface TextContext {
  model: LanguageModel
  firstTimes: FirstTimes
  line: Line
  /** Milliseconds. */
  now: number
  /** Sets the `Date` header to another time than the server's. */
  shiftDate: (milliseconds: number) => void
  onModel: (id: string) => void
  onTokens: (count: number) => void
  /** Prompt and answer tokens that were used, for the quota. */
  onUsage: (tokens: number) => void
}

function checkContext(model: LanguageModel, request: TextRequest): void {
  const prompt = countPrompt(model, request)
  if (prompt + request.maxTokens <= contextLimit) return
  throw new ApiError(
    400,
    "context_length_exceeded",
    `The context holds ${contextLimit} tokens; the prompt has ${prompt} and max_tokens asks for ${request.maxTokens}.`,
    { param: request.endpoint === "chat" ? "messages" : "prompt" },
  )
}

/** Error and page faults need no answer; returns true when the request has been dealt with. */
function refuse(fault: Fault | undefined, request: TextRequest, context: TextContext): boolean {
  if (fault?.kind === "page") {
    context.line.open(fault.status, { "Content-Type": fault.contentType })
    context.line.end(fault.body)
    return true
  }
  if (fault?.kind !== "refuse") return false
  if (fault.once && !context.firstTimes.isFirst(request.model, request.promptParts.join("\0"))) return false
  if (fault.dateOffset) context.shiftDate(fault.dateOffset)
  const error = fault.error()
  context.line.open(error.status, { ...error.headers, "Content-Type": "application/json" })
  context.line.end(error.body)
  return true
}

/** Answers `POST /v1/completions` and `/v1/chat/completions`; throws ApiError before the first byte only. */
export async function answerText(endpoint: Endpoint, input: unknown, context: TextContext): Promise<Outcome> {
  const request = parseTextRequest(endpoint, input)
  const { id, pace, thinks } = findModel(request.model, "text")
  context.onModel(id)
  checkContext(context.model, request)
  if (thinks && request.thinking && request.lacksReasoning)
    throw invalidValue("messages", "The reasoning_content of an earlier message with tool_calls is missing.")
  const fault = faultOf(id)
  if (refuse(fault, request, context)) return "faulted"

  const answer = new Answer(context.model, request, thinks, {
    endAfter: fault?.kind === "ended" ? fault.after : undefined,
    blankJson: fault?.kind === "blank-json",
  })
  const head = { id: `chatcmpl-${randomUUID()}`, created: Math.floor(context.now / 1000), model: id }
  const wire =
    endpoint === "chat" ? chatWire(head, request, thinks && request.thinking) : completionWire(head, request)
  const { line } = context
  const streamed = request.stream && fault?.kind !== "unstreamed"
  const frames = streamed
    ? streamFrames(answer, wire, request, line, pace)
    : wholeFrames(answer, wire, line, pace)
  const type = streamed ? "text/event-stream; charset=utf-8" : "application/json"
  line.open(200, { "Content-Type": type, "Cache-Control": "no-store" })
  try {
    if (fault?.kind === "body") {
      await fault.script({ line, frames, streamed, sent: context.onTokens })
      return fault.complete ? "completed" : "faulted"
    }
    for await (const frame of frames) {
      await line.send(frame.text)
      context.onTokens(frame.tokens)
    }
    line.end()
    return "completed"
  } finally {
    context.onUsage(answer.usage.prompt + answer.usage.completion)
  }
}
