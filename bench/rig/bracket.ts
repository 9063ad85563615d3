import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { createPerson, type TestPerson } from "../../e2e/person.ts"
import { type Measured, startNext } from "./process.ts"

export interface BenchedBracket extends Measured {
  people: TestPerson[]
}

/** Starts the built app on a fresh data folder, connected to an upstream, with so many people signed in. */
export async function startBracket(upstreamUrl: string, people: number): Promise<BenchedBracket> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "bracket-bench-"))
  const env = { DATA_DIR: dataDir, OPENAI_BASE_URL: `${upstreamUrl}/v1`, LOG_LEVEL: "warn" }
  const app = await startNext(".", env, /bracket: (link|ready)/)
  const made = []
  for (let n = 0; n < people; n++) made.push(await createPerson({ url: app.url, dataDir }))
  // The first look at the connections reads the upstream's models.
  await fetch(`${app.url}/api/connections`, { headers: cookieOf(made[0]) })
  return {
    ...app,
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
  return JSON.stringify({
    batchId: crypto.randomUUID(),
    kind: "text",
    variants: [
      {
        connectionId: "env-openai",
        model,
        mode: "chat",
        prompt: { kind: "chat", messages: [{ role: "user", content: "Go" }] },
        parameters: {},
      },
    ],
    runs: Array.from({ length: runs }, (_, sample) => ({ variantIndex: 0, sample })),
    concurrency,
  })
}
