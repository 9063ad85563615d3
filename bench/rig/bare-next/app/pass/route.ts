/** The least that a Next route can do with a stream: hand it on. */
export async function POST(request: Request): Promise<Response> {
  const answer = await fetch(`${process.env.BENCH_UPSTREAM}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: await request.text(),
    signal: request.signal,
  })
  return new Response(answer.body, { headers: { "content-type": "text/event-stream" } })
}
