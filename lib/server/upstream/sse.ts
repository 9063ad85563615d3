import { StringDecoder } from "node:string_decoder"
import { createParser } from "eventsource-parser"
import { BracketError } from "#lib/domain/errors"
import type { AnswerRoom } from "./answer-memory.ts"

/** A server-sent event; `event` is absent for the default type. */
export interface SseEvent {
  event?: string
  data: string
}

/**
 * Reads server-sent events (WHATWG HTML section 9.2), one array for each chunk that completed any: a chunk is
 * one `await`, however many events it holds. An event without its closing blank line is not an event.
 *
 * Throws `BracketError("upstream_garbage")` as soon as `maxEventChars` (UTF-16 units, 4 M by default) have
 * come without completing one event, whatever they are, so that no more than that is ever held. What is held has its
 * place in `room` until the next array is asked for.
 */
export async function* sseEvents(
  body: AsyncIterable<Uint8Array>,
  { maxEventChars = 4_194_304, room }: { maxEventChars?: number; room?: AnswerRoom } = {},
): AsyncGenerator<SseEvent[], void, undefined> {
  let complete: SseEvent[] = []
  const parser = createParser({ onEvent: (event) => complete.push(event) })
  // Keeps a character that was cut by a chunk's end; half the price of a streaming TextDecoder.
  const decoder = new StringDecoder("utf8")
  let charsSinceEvent = 0
  let bytesSinceEvent = 0
  for await (const chunk of body) {
    if (room) await room.take(chunk.length)
    bytesSinceEvent += chunk.length
    const text = decoder.write(chunk)
    parser.feed(text)
    charsSinceEvent += text.length
    if (complete.length === 0) {
      if (charsSinceEvent > maxEventChars) throw tooLong(maxEventChars)
      continue
    }
    if (complete.some(({ data }) => data.length > maxEventChars)) throw tooLong(maxEventChars)
    charsSinceEvent = 0
    const events = complete
    complete = []
    yield events
    room?.give(bytesSinceEvent)
    bytesSinceEvent = 0
  }
}

function tooLong(maxEventChars: number): BracketError {
  return new BracketError("upstream_garbage", "The upstream sent an endless line", {
    hint: "What had arrived is kept. The upstream, or something before it, is out of order.",
    params: { received: "an endless line", maxEventChars },
  })
}
