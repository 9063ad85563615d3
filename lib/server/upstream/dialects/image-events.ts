import { bodyText } from "#lib/server/upstream/body-text"
import { openBody } from "#lib/server/upstream/opened-body"
import { sseEvents } from "#lib/server/upstream/sse"
import type { UpstreamEvent, UpstreamResponse } from "./dialect.ts"
import { createImageAnswer, type ImageAnswer } from "./image-answer.ts"
import { asObject, parseJson } from "./json-object.ts"
import { noImage } from "./no-image.ts"
import { streamMessage } from "./stream-message.ts"
import { garbage, isEventStream, oddityOf } from "./unreadable-answer.ts"

type Events = AsyncGenerator<UpstreamEvent, void, undefined>

/** Largest event of a stream: an image of 64 MB in base64. */
const maxEventChars = 90_000_000
/** Largest answer in one piece: several large images in base64. */
export const maxImageAnswerBytes = 256 * 1024 * 1024

/**
 * Reads a successful answer in the shape of OpenAI's images, streamed or whole, asked or not. `images`: how many were
 * asked for; when they are there, the answer is at its end, for not every server sends an end mark. A stream that ends
 * before that, without the mark, is `cut`, and the images that had
 * come count; without any it has failed.
 *
 * Throws `BracketError`: `upstream_no_image`, `upstream_stream_error`, `upstream_garbage`, and what the body throws.
 */
export async function* imageEvents(response: UpstreamResponse, images: number): Events {
  const { room } = response
  const { looks, body, leave } = await openBody(response.body)
  const odd = oddityOf(response, looks)
  if (odd && looks === "nothing") throw noImage()
  if (odd) {
    await leave()
    throw garbage(odd, response.status)
  }
  const answer = createImageAnswer()
  if (looks === "json") {
    const message = asObject(parseJson(await bodyText(body, maxImageAnswerBytes, room)))
    if (!message) throw garbage("JSON that cannot be read", response.status)
    yield* answer.whole(message)
    yield* ending(answer, true)
    return
  }
  let done = false
  let events = 0
  try {
    reading: for await (const batch of sseEvents(body, { maxEventChars, room }))
      for (const sse of batch) {
        events += 1
        const message = streamMessage(sse, response.status)
        done = message === "end"
        if (message === "end") break reading
        if (!message) continue
        yield* answer.event(message, sse.event)
        done = answer.completed >= images
        if (done) break reading
      }
  } catch (error) {
    // What was counted was paid for, failed or not.
    if (answer.usage) yield { type: "usage", usage: answer.usage }
    throw error
  }
  if (events === 0 && !isEventStream(response)) throw garbage("text that is no event stream", response.status)
  yield* ending(answer, done)
}

function* ending(answer: ImageAnswer, done: boolean): Generator<UpstreamEvent> {
  if (answer.usage) yield { type: "usage", usage: answer.usage }
  if (answer.broken) throw answer.broken
  // Previews are no answer, however the stream came to its end.
  if (answer.completed === 0) throw noImage()
  yield { type: "finish", reason: done ? "stop" : "cut" }
}
