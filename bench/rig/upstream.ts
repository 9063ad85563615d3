/** An OpenAI-compatible upstream for benchmarks, in a process of its own: sends what the model's name says. */
import { createServer, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { markdownTokens } from "./markdown-tokens.ts"

/**
 * `gap-2-500`: 500 events, 2 ms apart. `markdown-5-2000`: 2,000 tokens of markdown, 5 ms apart; 0: at once.
 * `gap-10-25` and the like: answers of a quarter of a second to a second.
 */
export const models = [
  "gap-2-20",
  "gap-2-500",
  "gap-16-300",
  "gap-10-25",
  "gap-10-50",
  "gap-10-75",
  "gap-10-100",
  "markdown-5-2000",
  "markdown-0-20000",
  "varied-0-4000",
]

interface Stream {
  response: ServerResponse
  tokens: string[]
  next: number
  timed: boolean
}

/** When each token of the newest answer was sent, epoch ms: what the page shows is compared with it. */
let sent: [token: number, at: number][] = []

const streams = new Map<number, Set<Stream>>()

function send(stream: Stream): boolean {
  const token = stream.next++
  const content = stream.tokens[token]
  if (content === undefined) {
    stream.response.write('data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n')
    stream.response.end("data: [DONE]\n\n")
    return false
  }
  if (stream.timed) sent.push([token, performance.timeOrigin + performance.now()])
  stream.response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`)
  return true
}

/** One clock for all streams of a gap: 200 timers of their own would measure themselves. */
function join(gapMs: number, stream: Stream): void {
  const group = streams.get(gapMs)
  if (group) {
    group.add(stream)
    return
  }
  const made = new Set([stream])
  streams.set(gapMs, made)
  let due = performance.now() + gapMs
  const tick = () => {
    while (due <= performance.now()) {
      for (const each of made) if (!send(each)) made.delete(each)
      due += gapMs
    }
    if (made.size > 0) setTimeout(tick, Math.max(0, due - performance.now()))
    else streams.delete(gapMs)
  }
  setTimeout(tick, gapMs)
}

/** Markdown that says the same at every temperature but for a word in twenty, as answers to one prompt do. */
function varied(count: number, seed: number): string[] {
  return markdownTokens(count).map((token, index) =>
    (index * 7919 + seed * 104_729) % 21 === 0 ? ` otherwise${seed}` : token,
  )
}

const server = createServer((request, response) => {
  if (request.method === "GET") {
    response.setHeader("content-type", "application/json")
    response.end(
      request.url === "/sent"
        ? JSON.stringify(sent)
        : JSON.stringify({ object: "list", data: models.map((id) => ({ id, object: "model" })) }),
    )
    return
  }
  let body = ""
  request.setEncoding("utf8").on("data", (chunk: string) => {
    body += chunk
  })
  request.on("end", () => {
    const { model, temperature } = JSON.parse(body) as { model: string; temperature?: number }
    const [kind, gap, count] = model.split("-")
    const tokens =
      kind === "markdown"
        ? markdownTokens(Number(count))
        : kind === "varied"
          ? varied(Number(count), Math.round((temperature ?? 0) * 10))
          : Array.from({ length: Number(count) }, (_, n) => `word${n} `)
    response.writeHead(200, { "content-type": "text/event-stream" })
    if (kind === "markdown") sent = []
    const stream: Stream = { response, tokens, next: 0, timed: kind === "markdown" }
    send(stream)
    if (Number(gap) > 0) join(Number(gap), stream)
    else while (send(stream));
    response.on("close", () => streams.get(Number(gap))?.delete(stream))
  })
})
server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }))

// The benchmark is gone: so is its rig.
process.on("disconnect", () => process.exit())
