/** Takes traces and documents as a collector and a cluster do, and keeps none of them. In a process of its own. */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

const server = createServer((request, response) => {
  let lines = 0
  request.on("data", (chunk: Buffer) => {
    for (const byte of chunk) if (byte === 10) lines += 1
  })
  request.on("end", () => {
    response.setHeader("x-elastic-product", "Elasticsearch")
    response.setHeader("content-type", "application/vnd.elasticsearch+json;compatible-with=9")
    const isBulk = request.url?.startsWith("/_bulk")
    const items = isBulk ? Array.from({ length: lines / 2 }, () => ({ create: { status: 201 } })) : []
    response.end(JSON.stringify({ took: 1, errors: false, items }))
  })
})
server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }))

// The benchmark is gone: so is its rig.
process.on("disconnect", () => process.exit())
