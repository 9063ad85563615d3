import type { LoggedEvent } from "#lib/domain/events"
import type { Engine } from "#lib/server/engine/engine"

/** A comment goes out after this much silence, in ms, so that no proxy takes the stream for dead. */
const keepAliveMs = 15_000
const encoder = new TextEncoder()

/** The events of one turn as SSE frames. */
export function encodeEvents(events: LoggedEvent[]): Uint8Array {
  let text = ""
  for (const { id, event } of events) {
    const { type, ...data } = event
    text += `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`
  }
  return encoder.encode(text)
}

/**
 * Answers with an event stream: reads on only as fast as the reader takes (a slow one gets larger pieces), and leaves
 * the source when the reader goes, or may not read any more.
 */
export function eventStream(
  source: AsyncGenerator<LoggedEvent[], void, undefined>,
  leave: AbortController,
  mayStillRead: () => Promise<boolean> = async () => true,
): Response {
  let keepAlive: NodeJS.Timeout | undefined
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      keepAlive = setInterval(() => {
        controller.enqueue(encoder.encode(": keep-alive\n\n"))
        // Signed out elsewhere, or suspended: the source ends, and the stream with it.
        mayStillRead().then(
          (may) => (may ? undefined : leave.abort()),
          () => undefined,
        )
      }, keepAliveMs)
    },
    async pull(controller) {
      try {
        const next = await source.next()
        if (next.done) {
          clearInterval(keepAlive)
          controller.close()
        } else {
          controller.enqueue(encodeEvents(next.value))
        }
      } catch (error) {
        clearInterval(keepAlive)
        controller.error(error)
      }
    },
    async cancel() {
      clearInterval(keepAlive)
      leave.abort()
      await source.return()
    },
  })
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  })
}

/** Answers with the events of a person's batch. Throws `BracketError("not_found")` before anything is sent. */
export async function batchEventStream(
  engine: Engine,
  batchId: string,
  personId: string,
  from: { after?: string; fresh?: boolean },
  mayStillRead: () => Promise<boolean>,
): Promise<Response> {
  const leave = new AbortController()
  return eventStream(
    await engine.events(batchId, personId, { ...from, signal: leave.signal }),
    leave,
    mayStillRead,
  )
}
