import { type ChildProcess, fork, spawn } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { createServer } from "node:net"
import path from "node:path"

const root = path.join(import.meta.dirname, "..", "..")

/** A process under measurement. */
export interface Measured {
  pid: number
  url: string
  stop(): Promise<void>
}

function stopper(child: ChildProcess): () => Promise<void> {
  return async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill("SIGTERM")
    await once(child, "exit")
  }
}

/** Starts a server of this folder that says its port by message. */
export async function startRig(file: string, args: string[] = []): Promise<Measured> {
  const child = fork(path.join(import.meta.dirname, file), args)
  const [{ port }] = (await once(child, "message")) as [{ port: number }]
  return { pid: child.pid ?? 0, url: `http://127.0.0.1:${port}`, stop: stopper(child) }
}

/** Runs Next's own command to its end; throws with its output when it fails. */
export async function runNext(args: string[]): Promise<void> {
  const child = spawn(process.execPath, [nextBin, ...args], { cwd: root, env: { ...process.env, ...quiet } })
  let output = ""
  child.stdout.on("data", (chunk: Buffer) => (output += chunk))
  child.stderr.on("data", (chunk: Buffer) => (output += chunk))
  const [code] = await once(child, "exit")
  if (code !== 0) throw new Error(output)
}

/** Starts a built Next app and waits for a line of its output. */
export async function startNext(
  folder: string,
  env: Record<string, string>,
  ready: RegExp,
): Promise<Measured> {
  const port = await freePort()
  const child = spawn(process.execPath, [nextBin, "start", folder, "-H", "127.0.0.1", "-p", String(port)], {
    cwd: root,
    env: { ...process.env, ...quiet, PORT: String(port), HOST: "127.0.0.1", ...env },
  })
  let output = ""
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk
      if (ready.test(output)) resolve()
    }
    child.stdout.on("data", read)
    child.stderr.on("data", read)
    child.once("exit", () => reject(new Error(output)))
  })
  return { pid: child.pid ?? 0, url: `http://127.0.0.1:${port}`, stop: stopper(child) }
}

/** CPU time that a process has used so far, all its threads together, in ms (Linux: /proc). */
export function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? []
  // Fields 14 and 15 of proc(5), in ticks of 10 ms; the two before the bracket are cut off here.
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Memory that a process holds now, in MB. */
export function memoryMb(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]
  return Number(kilobytes) / 1024
}

const nextBin = path.join(root, "node_modules/next/dist/bin/next")
const quiet = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", NEXT_MANUAL_SIG_HANDLE: "1" } as const

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  server.close()
  await once(server, "close")
  return typeof address === "object" && address ? address.port : 0
}
