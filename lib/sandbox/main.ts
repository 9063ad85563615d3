import { randomBytes } from "node:crypto"
import { fileSink } from "./request-log.ts"
import { startSandbox } from "./server.ts"

/**
 * The sandbox by itself: `node lib/sandbox/main.ts`. Environment:
 *
 * - SANDBOX_PORT: 4010 by default, 0 for any free port; SANDBOX_HOST: 127.0.0.1 by default
 * - SANDBOX_API_KEY, SANDBOX_SECRET_KEY: the key pair; made and printed when absent
 * - SANDBOX_LOG: a file for the request log, as JSON lines; none by default
 */
const { SANDBOX_PORT, SANDBOX_HOST, SANDBOX_API_KEY, SANDBOX_SECRET_KEY, SANDBOX_LOG } = process.env
const print = (line: string): void => void process.stdout.write(`${line}\n`)

const apiKey = SANDBOX_API_KEY || `sandbox-${randomBytes(8).toString("hex")}`
const secretKey = SANDBOX_SECRET_KEY || randomBytes(24).toString("hex")

const sandbox = await startSandbox({
  credentials: { apiKey, secretKey },
  port: Number(SANDBOX_PORT ?? 4010),
  host: SANDBOX_HOST || "127.0.0.1",
  log: fileSink(SANDBOX_LOG),
}).catch((error: Error) => {
  console.error(`The sandbox could not start: ${error.message}`)
  return process.exit(1)
})
print(`Sandbox at ${sandbox.url}`)
if (!SANDBOX_API_KEY) print(`  API key (also the bearer token): ${apiKey}`)
if (!SANDBOX_SECRET_KEY) print(`  Secret key: ${secretKey}`)

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void sandbox.close().then(() => process.exit(0)))
}
