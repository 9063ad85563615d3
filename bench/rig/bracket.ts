import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { createPerson, type TestPerson } from "../../e2e/person.ts"
import { type Measured, startNext } from "./process.ts"

export interface BenchedBracket extends Measured {
  dataDir: string
  people: TestPerson[]
}

/** Starts the built app on a fresh data folder, connected to an upstream, with so many people signed in; `more` goes into its environment. */
export async function startBracket(
  upstreamUrl: string,
  people: number,
  more: Record<string, string> = {},
): Promise<BenchedBracket> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "bracket-bench-"))
  const env = { DATA_DIR: dataDir, OPENAI_BASE_URL: `${upstreamUrl}/v1`, LOG_LEVEL: "warn", ...more }
  const app = await startNext(".", env, /bracket: (link|ready)/)
  const made = []
  for (let n = 0; n < people; n++) made.push(await createPerson({ url: app.url, dataDir }))
  // The first look at the connections reads the upstream's models.
  await fetch(`${app.url}/api/connections`, { headers: cookieOf(made[0]) })
  return {
    ...app,
    dataDir,
    people: made,
    async stop() {
      await app.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export function cookieOf(person: TestPerson | undefined): Record<string, string> {
  return person ? { cookie: `${person.cookie.name}=${person.cookie.value}` } : {}
}

/** The body of a batch of chat runs of one model. */
export function batchBody(model: string, runs = 1, concurrency = 1): string {
  return mixedBatchBody(Array(runs).fill(model), concurrency)
}

/** The body of a batch with one chat run per model named, in this order; `more` goes into the body as it is. */
export function mixedBatchBody(models: string[], concurrency: number, more: object = {}): string {
  const distinct = [...new Set(models)]
  return JSON.stringify({
    batchId: crypto.randomUUID(),
    kind: "text",
    variants: distinct.map((model) => ({
      connectionId: "env-openai",
      model,
      mode: "chat",
      prompt: { kind: "chat", messages: [{ role: "user", content: "Go" }] },
      parameters: {},
    })),
    runs: models.map((model, sample) => ({ variantIndex: distinct.indexOf(model), sample })),
    concurrency,
    ...more,
  })
}
