import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { createServer } from "node:net"

/** Whether this machine has a Redis to start. */
export const hasRedisServer = spawnSync("redis-server", ["--version"]).status === 0

/** A Redis of a test's own, which keeps nothing: it can be started, killed and stopped in its tracks. */
export async function redisServer() {
  const port = await freePort()
  let child: ChildProcess | undefined
  return {
    url: `redis://127.0.0.1:${port}/0`,
    async start(): Promise<void> {
      const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
      const started = spawn("redis-server", args, { stdio: ["ignore", "pipe", "ignore"] })
      child = started
      for await (const line of started.stdout) if (String(line).includes("Ready to accept")) break
    },
    /** As a power cut. */
    async kill(): Promise<void> {
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, "exit")
      child.kill("SIGKILL")
      await gone
    },
    /** It accepts connections and says nothing any more. */
    freeze: () => void child?.kill("SIGSTOP"),
    thaw: () => void child?.kill("SIGCONT"),
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return port
}
