import { BracketError } from "#lib/domain/errors"
import type { AnswerRoom } from "#lib/server/upstream/answer-memory"
import { bodyText } from "#lib/server/upstream/body-text"
import { openBody } from "#lib/server/upstream/opened-body"
import { sseEvents } from "#lib/server/upstream/sse"
import { type AnswerReader, createAnswerReader } from "./answer-reader.ts"
import type { UpstreamEvent, UpstreamResponse } from "./dialect.ts"
import { asObject, parseJson } from "./json-object.ts"
import { streamMessage } from "./stream-message.ts"
import { garbage, isEventStream, oddityOf } from "./unreadable-answer.ts"

type Events = AsyncGenerator<UpstreamEvent, void, undefined>

/** Largest answer in one piece: long texts with 20 alternatives for each token fit. */
const maxAnswerBytes = 64 * 1024 * 1024

/**
 * Reads a successful answer in OpenAI's shape, streamed or whole, completions or chat; asked or not, what came
 * is read. Usage and finish come last, once each, usage being the last that was told.
 *
 * How a stream may end: with `[DONE]` it has said all, and `stop` is meant where no reason was given. Without
 * it, the reason counts if there was one (some servers never send the mark); else the answer is `cut`. A
 * connection that fails after the reason has not lost anything any more.
 *
 * Throws `BracketError`: `upstream_stream_error`, `upstream_fault`, `upstream_garbage`, and what the body
 * throws.
 */
export async function* completionEvents(response: UpstreamResponse): Events {
  const { looks, body, leave } = await openBody(response.body)
  const odd = oddityOf(response, looks)
  if (odd) {
    await leave()
    throw garbage(odd, response.status)
  }
  if (looks === "json") return yield* wholeAnswer(body, response.room)
  const answer = createAnswerReader()
  let done = false
  let events = 0
  try {
    reading: for await (const batch of sseEvents(body))
      for (const event of batch) {
        events += 1
        const message = streamMessage(event, response.status)
        done = message === "end"
        if (message === "end") break reading
        if (!message) continue
        for (const spoken of answer.read(message)) yield spoken
        if (answer.failure) throw answer.failure
      }
  } catch (error) {
    if (!answer.finish || !isLateFault(error)) {
      // What was counted was paid for, failed or not.
      if (answer.usage) yield { type: "usage", usage: answer.usage }
      throw error
    }
  }
  if (events === 0 && !isEventStream(response)) throw garbage("text that is no event stream", response.status)
  yield* ending(answer, done ? "stop" : "cut")
}

async function* wholeAnswer(body: AsyncIterable<Uint8Array>, room: AnswerRoom | undefined): Events {
  const message = asObject(parseJson(await bodyText(body, maxAnswerBytes, room)))
  if (!message) throw garbage("JSON that cannot be read")
  const answer = createAnswerReader()
  yield* answer.read(message)
  if (answer.failure) throw answer.failure
  if (!answer.answered) throw garbage("JSON without an answer")
  yield* ending(answer, "stop")
}

function* ending(answer: AnswerReader, otherwise: "stop" | "cut"): Generator<UpstreamEvent> {
  yield* answer.rest()
  if (answer.usage) yield { type: "usage", usage: answer.usage }
  yield { type: "finish", reason: answer.finish ?? otherwise }
}

/** Faults of the connection alone: an error that the upstream itself reports still counts. */
const lateFaults = new Set<unknown>(["upstream_unreachable", "upstream_silent"])
const isLateFault = (error: unknown): boolean => error instanceof BracketError && lateFaults.has(error.code)
