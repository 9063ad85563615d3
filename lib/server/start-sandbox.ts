import { randomBytes } from "node:crypto"
import path from "node:path"
import { Worker } from "node:worker_threads"
import type { Config } from "#lib/server/config"

export interface RunningSandbox {
  url: string
  apiKey: string
  secretKey: string
  close(): Promise<void>
}

/**
 * Starts the embedded upstream in a thread of its own, with a key pair of this process that is written nowhere; or
 * points at the one that several nodes share (SANDBOX_URL). Rejects when the thread cannot serve.
 */
export async function startSandbox(config: Config): Promise<RunningSandbox> {
  const { url, apiKey, secretKey } = config.sandbox
  if (url && apiKey && secretKey)
    return { url: url.replace(/\/+$/, ""), apiKey, secretKey, close: async () => undefined }
  const keys = {
    apiKey: apiKey ?? `sandbox-${randomBytes(6).toString("hex")}`,
    secretKey: secretKey ?? randomBytes(32).toString("base64url"),
  }
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), "lib/sandbox/worker.ts")
  const worker = new Worker(/* turbopackIgnore: true */ file, {
    workerData: { ...keys, logFile: path.join(config.dataDir, "logs", "sandbox.log") },
  })
  const address = await new Promise<string>((resolve, reject) => {
    worker.once("error", reject)
    worker.once("exit", () => reject(new Error("the sandbox ended before it served")))
    worker.once("message", (message: { url?: string; error?: string }) =>
      message.url === undefined
        ? reject(new Error(message.error ?? "the sandbox did not start"))
        : resolve(message.url),
    )
  })
  return {
    url: address,
    ...keys,
    async close() {
      const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()))
      worker.postMessage({ close: true })
      await ended
    },
  }
}
