/** The least that a proxy can do: node:http in, node:http out. In a process of its own. */
import { createServer, request as dial } from "node:http"
import type { AddressInfo } from "node:net"

const upstream = process.argv[2] ?? ""
const server = createServer((request, response) => {
  const out = dial(
    `${upstream}/chat/completions`,
    { method: "POST", headers: { "content-type": "application/json" } },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, { "content-type": "text/event-stream" })
      answer.pipe(response)
    },
  )
  request.pipe(out)
})
server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }))

// The benchmark is gone: so is its rig.
process.on("disconnect", () => process.exit())
