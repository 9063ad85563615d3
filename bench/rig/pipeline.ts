/**
 * An engine with some of the stages around its runs, behind the plainest of servers, in a process of its own. Arguments:
 * the upstream's API, the sink of telemetry, the stages with commas between.
 */
import { randomUUID } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import path from "node:path"
import pino from "pino"
import { createAuditRecorder } from "#lib/server/audit/audit-recorder"
import { createBreakers } from "#lib/server/engine/breakers"
import { createChecker } from "#lib/server/engine/checker"
import { createConnectionLimits } from "#lib/server/engine/connection-limits"
import { createConnections } from "#lib/server/engine/connections"
import { Engine, type EngineDeps } from "#lib/server/engine/engine"
import { createMemoryEventLog } from "#lib/server/engine/event-log-memory"
import { createRecentDurations } from "#lib/server/engine/recent-durations"
import { createWordFilter } from "#lib/server/engine/screening/word-filter"
import { sleep } from "#lib/server/engine/sleep"
import { createUnrecordedEnds } from "#lib/server/engine/unrecorded-ends"
import { encodeEvents } from "#lib/server/http/event-stream"
import { createReferenceReader } from "#lib/server/secrets/references"
import { createSeal } from "#lib/server/secrets/seal"
import { createSecretBox } from "#lib/server/secrets/secret-box"
import { steadyNow } from "#lib/server/steady-clock"
import { aConnection, aPerson } from "#lib/server/store/contract-fixtures"
import { createImageFiles } from "#lib/server/store/image-files"
import { createMemoryKeyValue } from "#lib/server/store/memory-key-value"
import { createMemorySignals } from "#lib/server/store/memory-signals"
import { openStore } from "#lib/server/store/open-store"
import { answerMemoryBytes, createAnswerMemory } from "#lib/server/upstream/answer-memory"
import { dialectOf } from "#lib/server/upstream/dialects/dialect-of"
import { createUpstreamHttp } from "#lib/server/upstream/http"
import { type StagedEngine, stages, withoutRecord } from "./pipeline-stages.ts"

const [upstreamApi = "", sinkUrl = "", list = ""] = process.argv.slice(2)
const chosen = list.split(",").filter(Boolean)

const dataDir = mkdtempSync(path.join(tmpdir(), "bracket-pipeline-"))
process.on("exit", () => rmSync(dataDir, { recursive: true, force: true }))

const now = Date.now
const store = await openStore({ dataDir })
await store.migrate()
const person = await aPerson(store)
await store.connections.put(
  aConnection({
    id: "env-openai",
    provider: "compatible",
    base_url: upstreamApi,
    source: "environment",
    trust: "operator",
  }),
)
// The lines are written, to where they cost no disk.
const log = pino({ level: "info" }, pino.destination("/dev/null")) as EngineDeps["log"]
const http = createUpstreamHttp({ allowPlainHttp: true })
const connections = createConnections({
  store,
  secrets: createSecretBox({
    seal: createSeal(Buffer.alloc(32)),
    references: createReferenceReader({ environment: {}, dataDir }),
  }),
  audit: createAuditRecorder({ store: store.audit, now, log }),
  http,
  dialectOf,
  sandbox: { url: "http://127.0.0.1:1", apiKey: "", secretKey: "" },
  now,
})
const keyValue = createMemoryKeyValue({ now })
const staged: StagedEngine = {
  deps: {
    store,
    connections,
    images: createImageFiles(dataDir),
    checker: createChecker({ log, now }),
    http,
    eventLog: createMemoryEventLog({ now }),
    signals: createMemorySignals(),
    keyValue,
    breakers: createBreakers({ now, steady: steadyNow }),
    durations: createRecentDurations(),
    unrecorded: createUnrecordedEnds(),
    wordFilter: createWordFilter({ store: store.wordLists, now, log }),
    steady: steadyNow,
    memory: createAnswerMemory(answerMemoryBytes),
    limits: createConnectionLimits({ store: store.connections, keyValue, sleep, now }),
    sleep,
    random: Math.random,
    now,
    log,
    node: "bench",
    userHash: (personId) => personId,
    unreadBatchMs: 30_000,
    unreadLargeBatchMs: 30_000,
  },
  sinkUrl,
  dataDir,
  besideBatch: [],
}
for (const name of chosen) await stages[name]?.(staged)
const engine = new Engine(chosen.includes("record") ? staged.deps : withoutRecord(staged.deps))
await engine.start()
// The first look at the connection reads the upstream's models.
await connections.list(person.id)

const server = createServer(async (request, response) => {
  let body = ""
  for await (const chunk of request.setEncoding("utf8")) body += chunk
  const { model } = JSON.parse(body) as { model: string }
  const batchId = randomUUID()
  await engine.startBatch(
    {
      batchId,
      kind: "text",
      variants: [
        {
          connectionId: "env-openai",
          model,
          mode: "chat",
          // Another one each time: equal ones would wait for each other where there is a cache.
          prompt: { kind: "chat", messages: [{ role: "user", content: `Go ${batchId}` }] },
          parameters: { temperature: 0 },
        },
      ],
      runs: [{ variantIndex: 0, row: 0, sample: 0 }],
      concurrency: 1,
    },
    person.id,
  )
  for (const step of staged.besideBatch) step()
  response.writeHead(200, { "content-type": "text/event-stream" })
  const leave = new AbortController()
  for await (const events of await engine.events(batchId, person.id, { fresh: true, signal: leave.signal }))
    response.write(encodeEvents(events))
  response.end()
})
server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }))

// The benchmark is gone: so is its rig.
process.on("disconnect", () => process.exit())
process.on("SIGTERM", () => process.exit())
