import { once } from "node:events"
import { createServer as createHttpServer, type RequestListener, type Server } from "node:http"
import { createServer as createTcpServer, type Socket, type Server as TcpServer } from "node:net"
import { onTestFinished } from "vitest"

/** For tests: a server on a free loopback port, gone when the test is. */
export interface LoopbackServer {
  url: URL
  port: number
  /** Connections accepted so far. */
  readonly connections: number
}

/** An HTTP server that answers as told. */
export function httpServer(listener: RequestListener): Promise<LoopbackServer> {
  return listening(createHttpServer(listener))
}

/** A server that speaks whatever it is told to. */
export function tcpServer(onConnection: (socket: Socket) => void): Promise<LoopbackServer> {
  return listening(createTcpServer(onConnection))
}

/** Any server, once it listens. */
export async function listening(server: Server | TcpServer): Promise<LoopbackServer> {
  const sockets = new Set<Socket>()
  let connections = 0
  server.on("connection", (socket: Socket) => {
    connections += 1
    sockets.add(socket)
    socket.on("close", () => sockets.delete(socket))
    socket.on("error", () => {})
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, "close")
  })
  const address = server.address()
  const port = typeof address === "object" && address ? address.port : 0
  return {
    url: new URL(`http://127.0.0.1:${port}/v1/x?a=%20b`),
    port,
    get connections() {
      return connections
    },
  }
}

/** A loopback port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createTcpServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  server.close()
  await once(server, "close")
  return typeof address === "object" && address ? address.port : 0
}
