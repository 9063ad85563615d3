import { parentPort, workerData } from "node:worker_threads"
import * as z from "zod/mini"
import { fileSink } from "./request-log.ts"
import { startSandbox } from "./server.ts"

/**
 * The sandbox inside a worker thread, so that its model never holds up the app.
 *
 * Worker data: `{apiKey, secretKey, logFile?}`. To the parent: `{url}` when it listens, or `{error}`.
 * From the parent: `{close: true}`; the thread then ends.
 */
const dataSchema = z.object({
  apiKey: z.string(),
  secretKey: z.string(),
  logFile: z.optional(z.string()),
})
const closeSchema = z.object({ close: z.literal(true) })

async function run(): Promise<void> {
  const { apiKey, secretKey, logFile } = z.parse(dataSchema, workerData)
  const sandbox = await startSandbox({ credentials: { apiKey, secretKey }, log: fileSink(logFile) })
  parentPort?.on("message", (message: unknown) => {
    if (!z.safeParse(closeSchema, message).success) return
    void sandbox.close().then(() => parentPort?.close())
  })
  parentPort?.postMessage({ url: sandbox.url })
}

run().catch((error: unknown) => {
  parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) })
  parentPort?.close()
})
