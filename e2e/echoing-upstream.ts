import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

/** What a prompt asks this upstream to do. */
export const misdeeds = [
  "well",
  "echo-400",
  "echo-401",
  "echo-402",
  "echo-403",
  "echo-404",
  "echo-501",
  "echo-in-stream",
  "echo-as-html",
  "echo-as-garbage",
] as const

/**
 * An upstream that repeats whatever key it was sent, wherever it can: in the texts of errors, in headers, in the middle
 * of a stream, in pages of HTML. Only what a model says is left alone: that is nobody's to clean.
 */
export async function startEchoingUpstream() {
  const seen: string[] = []
  const server = createServer(async (request, response) => {
    const body = await readText(request)
    const keys = Object.entries(request.headers)
      .filter(([name]) => /authorization|deepseek/.test(name))
      .map(([name, value]) => `${name}: ${value}`)
      .join("; ")
    const plain = keys.replace(/Basic (\S+)/, (_whole, pair) => Buffer.from(pair, "base64").toString())
    seen.push(`${keys} ${plain}`)
    const misdeed =
      misdeeds.find((each) => body.includes(`"${each}"`) || body.includes(`${each} please`)) ?? "well"
    if (request.method === "GET")
      return send(response, 200, { object: "list", data: [{ id: "parrot", object: "model" }] })
    answer(response, misdeed, `You sent ${keys} (${plain})`)
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    /** What came in: the keys have to be here, else nothing was tested. */
    seen,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, "close")
    },
  }
}

function answer(response: ServerResponse, misdeed: (typeof misdeeds)[number], echo: string): void {
  const status = /^echo-(\d+)$/.exec(misdeed)?.[1]
  if (status !== undefined) {
    send(
      response,
      Number(status),
      { error: { message: echo, type: echo, code: echo } },
      { "x-request-id": "r" },
    )
    return
  }
  if (misdeed === "echo-as-html") {
    response
      .writeHead(501, { "content-type": "text/html", "x-error": echo })
      .end(`<html><h1>${echo}</h1></html>`)
    return
  }
  response.writeHead(200, { "content-type": "text/event-stream", "x-echo": echo })
  const chunk = (text: string, finish: string | null = null) =>
    `data: ${JSON.stringify({
      object: "chat.completion.chunk",
      choices: [{ index: 0, delta: { content: text }, text, finish_reason: finish }],
    })}\n\n`
  if (misdeed === "well") response.end(`${chunk("A quiet ")}${chunk("answer.", "stop")}data: [DONE]\n\n`)
  else if (misdeed === "echo-as-garbage") response.end(`${chunk("A ")}data: {${echo}\n\n`)
  else response.end(`${chunk("A ")}data: ${JSON.stringify({ error: { message: echo, code: 500 } })}\n\n`)
}

function send(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body))
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
