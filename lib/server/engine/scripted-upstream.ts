import { once } from "node:events"
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

/** One request that a scripted upstream has received, and the test's hand on its answer. */
export interface ScriptedCall {
  body: { model: string; prompt?: string; messages?: { content: string }[]; seed?: number }
  headers: IncomingMessage["headers"]
  response: ServerResponse
  /** Resolves when the connection of this call is closed, from whichever side. */
  closed: Promise<void>
  /** Sends the head of a stream and some pieces of text, one chunk each. */
  write(...pieces: string[]): void
  /** The same for pieces of thinking. */
  think(...pieces: string[]): void
  /** Ends the stream as it should end. */
  finish(reason?: string): void
  /** Answers with an error status. */
  refuse(status: number, headers?: Record<string, string>): void
}

/**
 * An upstream for tests with one model, `any`, that speaks OpenAI's chat protocol and does what the test says, when it says so: calls wait
 * in `next()` until the test takes them.
 */
export async function startScriptedUpstream() {
  const arrived: ScriptedCall[] = []
  const waiting: ((call: ScriptedCall) => void)[] = []
  let automatic: ((call: ScriptedCall) => void) | undefined
  let count = 0

  const server: Server = createServer(async (request, response) => {
    if (request.method === "GET") {
      response.writeHead(200, { "content-type": "application/json" })
      response.end(JSON.stringify({ data: [{ id: "any" }] }))
      return
    }
    const call = scriptedCall(await readBody(request), request, response)
    count += 1
    if (automatic) return automatic(call)
    const taker = waiting.shift()
    if (taker) taker(call)
    else arrived.push(call)
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo

  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    /** How many requests have come. */
    calls: () => count,
    /** The next request, when it is there. */
    next(): Promise<ScriptedCall> {
      const call = arrived.shift()
      return call ? Promise.resolve(call) : new Promise((resolve) => waiting.push(resolve))
    },
    /** Answers all further requests by itself. */
    always(answer: (call: ScriptedCall) => void): void {
      automatic = answer
      for (const call of arrived.splice(0)) answer(call)
    },
    async close(): Promise<void> {
      server.closeAllConnections()
      server.close()
      await once(server, "close")
    },
  }
}

export type ScriptedUpstream = Awaited<ReturnType<typeof startScriptedUpstream>>

function scriptedCall(body: string, request: IncomingMessage, response: ServerResponse): ScriptedCall {
  const send = (choice: object) =>
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, ...choice }] })}\n\n`)
  const begin = () => {
    if (!response.headersSent) response.writeHead(200, { "content-type": "text/event-stream" })
  }
  return {
    body: JSON.parse(body),
    headers: request.headers,
    response,
    closed: new Promise((resolve) => response.once("close", () => resolve())),
    write(...pieces) {
      begin()
      for (const content of pieces) send({ delta: { content } })
    },
    think(...pieces) {
      begin()
      for (const piece of pieces) send({ delta: { reasoning_content: piece } })
    },
    finish(reason = "stop") {
      begin()
      send({ delta: {}, finish_reason: reason })
      response.write(
        `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 2 } })}\n\n`,
      )
      response.end("data: [DONE]\n\n")
    },
    refuse(status, headers = {}) {
      response.writeHead(status, { "content-type": "application/json", ...headers })
      response.end(JSON.stringify({ error: { message: "scripted" } }))
    },
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = ""
  for await (const chunk of request.setEncoding("utf8")) text += chunk
  return text
}
