import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

/** How a request for documents goes wrong. `cut`: all is stored, and the answer ends in its middle; `mute`: it never comes. */
export type Fault = number | "cut" | "mute"

/**
 * A cluster for tests: it speaks Elasticsearch's protocol over HTTP, keeps what is created, and goes wrong as the test
 * says. `port`: where an earlier one was.
 */
export async function startFakeCluster(port = 0) {
  const documents = new Map<string, Record<string, unknown>>()
  const requests: { method: string; path: string; authorization?: string; body: string }[] = []
  const faults: Fault[] = []
  let itemFault: (id: string, document: Record<string, unknown>) => number | undefined = () => undefined
  let conflicts = 0

  const server = createServer(async (request, response) => {
    const body = await textOf(request)
    const { method = "", url = "", headers } = request
    requests.push({ method, path: url, authorization: headers.authorization, body })
    if (!url.startsWith("/_bulk")) return answer(response, 200, { acknowledged: true, task: "t:1" })
    const fault = faults.shift()
    if (typeof fault === "number")
      return answer(response, fault, {
        error: { type: "a_fault", reason: "as the test says" },
        status: fault,
      })
    const result = JSON.stringify(bulk(body))
    if (fault === "mute") return
    if (fault !== "cut") return answer(response, 200, result)
    response.writeHead(200, headersOf(result.length))
    response.write(result.slice(0, result.length / 2), () => response.destroy())
  })

  function bulk(body: string) {
    const lines = body.trim().split("\n")
    const items: object[] = []
    for (let n = 0; n < lines.length; n += 2) {
      const { create } = JSON.parse(lines[n] ?? "")
      const document = JSON.parse(lines[n + 1] ?? "")
      const refused = itemFault(create._id, document)
      const isThere = documents.has(create._id)
      if (isThere) conflicts += 1
      else if (refused === undefined) documents.set(create._id, { ...document, _index: create._index })
      const status = refused ?? (isThere ? 409 : 201)
      const error = status < 400 ? {} : { error: { type: "refused", reason: `item ${status}` } }
      items.push({ create: { _index: create._index, _id: create._id, status, ...error } })
    }
    return { took: 1, errors: items.some((item) => "error" in (Object.values(item)[0] ?? {})), items }
  }

  server.listen(port, "127.0.0.1")
  await once(server, "listening")
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    port: (server.address() as AddressInfo).port,
    documents,
    requests,
    /** What goes wrong with the next requests for documents, one each. */
    faults,
    conflicts: () => conflicts,
    refuseItems(refuse: typeof itemFault): void {
      itemFault = refuse
    },
    async close(): Promise<void> {
      server.closeAllConnections()
      server.close()
      await once(server, "close")
    },
  }
}

export type FakeCluster = Awaited<ReturnType<typeof startFakeCluster>>

const headersOf = (length: number) => ({
  "content-type": "application/vnd.elasticsearch+json;compatible-with=9",
  // Without it the official client speaks to nobody.
  "x-elastic-product": "Elasticsearch",
  "content-length": length,
})

function answer(response: ServerResponse, status: number, body: object | string): void {
  const text = typeof body === "string" ? body : JSON.stringify(body)
  response.writeHead(status, headersOf(Buffer.byteLength(text)))
  response.end(text)
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ""
  for await (const chunk of request.setEncoding("utf8")) text += chunk
  return text
}
