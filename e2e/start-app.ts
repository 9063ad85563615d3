import { type ChildProcess, spawn } from "node:child_process"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const START = fileURLToPath(new URL("../scripts/start.mjs", import.meta.url))
const EXAMPLE = fileURLToPath(new URL("../.env.example", import.meta.url))
const READY_WITHIN_MS = 60_000
const STOPPED_WITHIN_MS = 35_000

export interface RunningApp {
  /** http://127.0.0.1:PORT */
  url: string
  /** The printed single-use sign-in link, when nobody has set a password yet. */
  link: string | undefined
  dataDir: string
  /** Ends it as Ctrl+C does, and answers the exit code. The data folder stays. */
  stop(): Promise<number>
  /** Ends it as a power cut does. */
  kill(): Promise<void>
}

export interface StartOptions {
  /** A folder of an app that ran before; by default a fresh one. */
  dataDir?: string
  port?: number
  env?: Record<string, string>
}

/** Starts the built app the way `npm start` does, with nothing of the developer's own configuration. */
export async function startApp({ dataDir, port, env = {} }: StartOptions = {}): Promise<RunningApp> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), "bracket-e2e-")))
  const usedPort = port ?? (await freePort())
  const child = spawn(process.execPath, [START, "--no-install", "--no-build", "--with-parent"], {
    env: { ...process.env, ...(await blankVariables()), PORT: String(usedPort), DATA_DIR: folder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
  const ended = new Promise<number>((resolve) => child.once("close", (code) => resolve(code ?? 1)))
  const link = await readiness(child)
  return {
    url: `http://127.0.0.1:${usedPort}`,
    link,
    dataDir: folder,
    async stop() {
      child.kill("SIGTERM")
      return await within(STOPPED_WITHIN_MS, ended, "The app did not stop.")
    },
    async kill() {
      // Its supervisor takes the app down without asking; killed itself, it would let the app stop in good order.
      child.kill("SIGQUIT")
      await ended
    },
  }
}

/** Removes the data folder of a stopped app. */
export async function discardData(app: RunningApp) {
  await rm(app.dataDir, { recursive: true, force: true })
}

/** Resolves with the sign-in link (or undefined for "Bracket runs at"), rejects with all output when the app ends. */
async function readiness(child: ChildProcess): Promise<string | undefined> {
  let output = ""
  const ready = new Promise<string | undefined>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const announced = /(?:works once\):|Bracket runs at)\s+(http\S+)\s/.exec(output)
      if (announced) resolve(announced[1]?.includes("#token=") ? announced[1] : undefined)
    }
    child.stdout?.on("data", read)
    child.stderr?.on("data", read)
    child.once("close", (code) => reject(new Error(`The app ended with exit code ${code}:\n${output}`)))
  })
  try {
    return await within(READY_WITHIN_MS, ready, "The app did not get ready.")
  } catch (error) {
    child.kill("SIGTERM")
    throw error
  }
}

/** Every variable the app knows, empty: an empty one counts as not set and wins over a .env file. */
async function blankVariables(): Promise<Record<string, string>> {
  const names = (await readFile(EXAMPLE, "utf8")).matchAll(/^#?([A-Z][A-Z0-9_]*)=/gm)
  return Object.fromEntries([...names].map(([, name]) => [name, ""]))
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === "string") throw new Error("No free port was given.")
  return address.port
}

async function within<T>(ms: number, promise: Promise<T>, complaint: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${complaint} (waited ${ms / 1000} s)`)), ms)
  })
  return await Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
