import { onTestFinished } from "vitest"
import { trainedModel } from "#lib/sandbox/language/trained.fixture"
import type { LogEntry } from "./request-log.ts"
import { type Sandbox, type SandboxOptions, startSandbox } from "./server.ts"
import { sign } from "./signature.ts"

export const credentials = { apiKey: "test-key", secretKey: "test-secret" }

export interface Running extends Sandbox {
  /** Resolves with the log entry of the first request that passes. */
  logged(passes?: (entry: LogEntry) => boolean): Promise<LogEntry>
  post(path: string, body: unknown, init?: RequestInit): Promise<Response>
  complete(body: object, init?: RequestInit): Promise<Response>
  chat(body: object, init?: RequestInit): Promise<Response>
}

/** A sandbox that does not wait between tokens; it is closed when the test ends. */
export async function running(options: Partial<SandboxOptions> = {}): Promise<Running> {
  const entries: LogEntry[] = []
  const waiting = new Set<() => void>()
  const sandbox = await startSandbox({
    credentials,
    model: trainedModel(),
    speed: 10_000,
    ...options,
    log: (entry) => {
      entries.push(entry)
      for (const wake of waiting) wake()
    },
  })
  onTestFinished(() => sandbox.close())
  const post = (path: string, body: unknown, init: RequestInit = {}): Promise<Response> =>
    fetch(sandbox.url + path, {
      method: "POST",
      headers: { Authorization: `Bearer ${credentials.apiKey}` },
      body: typeof body === "string" ? body : JSON.stringify(body),
      ...init,
    })
  return {
    ...sandbox,
    post,
    complete: (body, init) =>
      post("/v1/completions", { model: "sandbox-fast", prompt: "Hello", seed: 1, ...body }, init),
    chat: (body, init) =>
      post(
        "/v1/chat/completions",
        { model: "sandbox-fast", messages: [{ role: "user", content: "What is coffee?" }], seed: 1, ...body },
        init,
      ),
    logged: (passes = () => true) =>
      new Promise((resolve) => {
        const look = (): void => {
          const entry = entries.find(passes)
          if (!entry) return
          waiting.delete(look)
          resolve(entry)
        }
        waiting.add(look)
        look()
      }),
  }
}

/** Headers of the contract's section 2 for a request at `seconds` (Unix time). */
export function signedHeaders(
  method: string,
  target: string,
  body: string,
  seconds: number,
  secretKey = credentials.secretKey,
): Record<string, string> {
  const timestamp = String(seconds)
  return {
    "X-DeepSeek-APIKey": credentials.apiKey,
    "X-DeepSeek-Timestamp": timestamp,
    "X-DeepSeek-Signature": sign(secretKey, timestamp, method, target, Buffer.from(body)),
  }
}

/** The `data:` payloads of a whole stream, in order. */
export async function payloads(response: Response): Promise<string[]> {
  const body = await response.text()
  return body
    .split(/\r?\n/)
    .filter((line) => line.startsWith("data: "))
    .map((line) => line.slice("data: ".length))
}
