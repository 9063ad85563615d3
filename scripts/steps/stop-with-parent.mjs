/**
 * Preloaded into the app (`node --import`): when the process that started it is gone without a word (kill -9), the app
 * stops itself as on SIGTERM, so that no server is left behind.
 */
import { isMainThread } from "node:worker_threads"

if (isMainThread) {
  // Its output then leads nowhere, which must not be what ends it.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {})
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && process.kill(process.pid, "SIGTERM"), 1000).unref()
}
