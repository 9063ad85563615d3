import { spawn } from "node:child_process"
import { once } from "node:events"
import path from "node:path"
import type { Measured } from "./process.ts"

const main = path.join(import.meta.dirname, "..", "..", "lib", "sandbox", "main.ts")

/** The sandbox in a process of its own, to be measured by itself, and the environment that leads the app to it. */
export async function startSandboxProcess(): Promise<Measured & { env: Record<string, string> }> {
  const keys = { SANDBOX_API_KEY: "bench-key", SANDBOX_SECRET_KEY: "bench-secret" }
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, ...keys, SANDBOX_PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  })
  let output = ""
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk
      const said = /Sandbox at (\S+)/.exec(output)?.[1]
      if (said) resolve(said)
    })
    child.once("exit", () => reject(new Error(`the sandbox ended: ${output}`)))
  })
  return {
    pid: child.pid ?? 0,
    url,
    env: { ...keys, SANDBOX_URL: url },
    async stop() {
      child.kill("SIGTERM")
      await once(child, "exit")
    },
  }
}
