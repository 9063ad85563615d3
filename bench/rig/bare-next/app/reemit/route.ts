import { EventSourceParserStream } from "eventsource-parser/stream"

/** A Next route that looks at what it hands on: parse each event, write it again. */
export async function POST(request: Request): Promise<Response> {
  const answer = await fetch(`${process.env.BENCH_UPSTREAM}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: await request.text(),
    signal: request.signal,
  })
  const encoder = new TextEncoder()
  const events = answer.body
    ?.pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .pipeThrough(
      new TransformStream({
        transform(event, controller) {
          const data = event.data === "[DONE]" ? event.data : JSON.stringify(JSON.parse(event.data))
          controller.enqueue(encoder.encode(`data: ${data}\n\n`))
        },
      }),
    )
  return new Response(events, { headers: { "content-type": "text/event-stream" } })
}
