import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach } from "vitest"
import type { StartBatch, Variant } from "#lib/domain/batch"
import type { LoggedEvent, RunEvent, RunEventOf } from "#lib/domain/events"
import { applyRunEvent, queuedRun, type RunState } from "#lib/domain/run"
import { createAuditRecorder } from "#lib/server/audit/audit-recorder"
import type { AnswerCaching } from "#lib/server/engine/answer-from-cache"
import { createBreakers } from "#lib/server/engine/breakers"
import { createChecker } from "#lib/server/engine/checker"
import { type ConnectionLimiter, createConnectionLimits } from "#lib/server/engine/connection-limits"
import { type ConnectionDeps, createConnections } from "#lib/server/engine/connections"
import { Engine } from "#lib/server/engine/engine"
import type { EventLog } from "#lib/server/engine/event-log"
import { createMemoryEventLog } from "#lib/server/engine/event-log-memory"
import { createRecentDurations } from "#lib/server/engine/recent-durations"
import { createWordFilter } from "#lib/server/engine/screening/word-filter"
import { type ScriptedUpstream, startScriptedUpstream } from "#lib/server/engine/scripted-upstream"
import { sleep } from "#lib/server/engine/sleep"
import { createUnrecordedEnds } from "#lib/server/engine/unrecorded-ends"
import { createLog } from "#lib/server/log"
import type { RunObservers } from "#lib/server/monitor/run-observer"
import { createReferenceReader } from "#lib/server/secrets/references"
import { createSeal } from "#lib/server/secrets/seal"
import { createSecretBox } from "#lib/server/secrets/secret-box"
import { steadyNow } from "#lib/server/steady-clock"
import { aConnection } from "#lib/server/store/contract-fixtures"
import { createImageFiles, type ImageFiles } from "#lib/server/store/image-files"
import type { KeyValue } from "#lib/server/store/key-value"
import { createMemoryKeyValue } from "#lib/server/store/memory-key-value"
import { createMemorySignals } from "#lib/server/store/memory-signals"
import { openStore } from "#lib/server/store/open-store"
import type { Signals } from "#lib/server/store/signals"
import type { Store } from "#lib/server/store/store"
import { type AnswerMemory, answerMemoryBytes, createAnswerMemory } from "#lib/server/upstream/answer-memory"
import { dialectOf } from "#lib/server/upstream/dialects/dialect-of"
import { createUpstreamHttp } from "#lib/server/upstream/http"

export const ann = "person-ann"
export const bob = "person-bob"

/** Seals with a key of zeros; references lead to the environment of the tests. */
export const secrets = createSecretBox({
  seal: createSeal(Buffer.alloc(32)),
  references: createReferenceReader({ environment: process.env, dataDir: "/nowhere" }),
})

let dataDir: string
export let store: Store
export let upstream: ScriptedUpstream
export let images: ImageFiles
let cleanUp: (() => Promise<void> | void)[]

/** Gives each test of the file a store and an upstream of its own. */
export function setUpEngines(): void {
  beforeEach(begin)
  afterEach(end)
}

async function begin(): Promise<void> {
  cleanUp = []
  dataDir = await mkdtemp(path.join(tmpdir(), "bracket-engine-"))
  store = await openStore({ dataDir })
  await store.migrate()
  upstream = await startScriptedUpstream()
  images = createImageFiles(dataDir)
  for (const id of [ann, bob])
    await store.people.create({
      id,
      name: id,
      email: null,
      role: "member",
      password_hash: null,
      suspended_at: null,
      created_at: 1,
    })
  for (const [id, provider] of [
    ["local", "compatible"],
    ["priced", "deepseek"],
  ] as const)
    await store.connections.put(
      aConnection({
        id,
        name: id === "local" ? "Local" : "Priced",
        provider,
        base_url: upstream.baseUrl,
        source: "environment",
        trust: "operator",
      }),
    )
}

async function end(): Promise<void> {
  for (const step of cleanUp.reverse()) await step()
  await upstream.close()
  await store.close()
  await rm(dataDir, { recursive: true, maxRetries: 5 })
}

/** The upstream answers whatever comes, at once. */
export const answerAll = (): void =>
  upstream.always((call) => {
    call.write("answer")
    call.finish()
  })

/** The connections as the container builds them, over the store of the test. */
export function startConnections(options: Partial<ConnectionDeps> = {}) {
  const http = options.http ?? createUpstreamHttp({ allowPlainHttp: true })
  const log = createLog("silent")
  const audit = createAuditRecorder({ store: store.audit, now: Date.now, log })
  const connections = createConnections({
    store,
    secrets,
    audit,
    http,
    dialectOf,
    sandbox: { url: "http://127.0.0.1:1", apiKey: "", secretKey: "" },
    now: Date.now,
    ...options,
  })
  cleanUp.push(async () => {
    await audit.settled()
    await http.close()
  })
  return { connections, http, audit, log }
}

/** An engine as the container builds it; a second one on the same store is a second node. */
export async function startEngine(
  options: Partial<{
    unreadBatchMs: number
    node: string
    eventLog: EventLog
    memory: AnswerMemory
    caching: AnswerCaching
    keyValue: KeyValue
    signals: Signals
    limits: ConnectionLimiter
    now: () => number
    observers: RunObservers
    steady: () => number
    /** The clock on the wall, as far as the engine itself reads it. */
    wall: () => number
    images: ImageFiles
    store: Store
    isFull: () => boolean
  }> = {},
) {
  const now = options.now ?? Date.now
  const steady = options.steady ?? steadyNow
  const wall = options.wall ?? Date.now
  const { connections, http, log } = startConnections({ now })
  const checker = createChecker({ log, now: Date.now })
  const engine = new Engine({
    store: options.store ?? store,
    images: options.images ?? images,
    connections,
    checker,
    wordFilter: createWordFilter({ store: store.wordLists, now, log }),
    http,
    eventLog: options.eventLog ?? createMemoryEventLog({ now: Date.now }),
    signals: options.signals ?? createMemorySignals(),
    keyValue: options.keyValue ?? createMemoryKeyValue({ now: Date.now }),
    breakers: createBreakers({ now: wall, steady }),
    memory: options.memory ?? createAnswerMemory(answerMemoryBytes),
    limits:
      options.limits ??
      createConnectionLimits({
        store: store.connections,
        keyValue: createMemoryKeyValue({ now: Date.now }),
        sleep,
        now,
      }),
    ...(options.caching ? { caching: options.caching } : {}),
    sleep,
    random: () => 0.5,
    now: wall,
    steady,
    log,
    durations: createRecentDurations(),
    unrecorded: createUnrecordedEnds(),
    isFull: options.isFull,
    node: options.node ?? "node-1",
    observers: options.observers,
    userHash: (personId) => personId,
    unreadBatchMs: options.unreadBatchMs ?? 30_000,
    unreadLargeBatchMs: 30_000,
  })
  await engine.start()
  cleanUp.push(async () => {
    await engine.close(0)
    await checker.close()
  })
  return engine
}

export const variant = (prompt = "Hello", more: Partial<Variant> = {}): Variant => ({
  connectionId: "local",
  model: "any",
  mode: "chat",
  prompt: { kind: "chat", messages: [{ role: "user", content: prompt }] },
  parameters: { temperature: 0.5 },
  ...more,
})

/** A variant that costs more than a millionth of a dollar, whatever is asked; the others have no known price. */
export const pricedVariant = (prompt = "Hello"): Variant =>
  variant(prompt, { connectionId: "priced", model: "deepseek-flash", parameters: { max_tokens: 10 } })

let batches = 0
export const batchOf = (count = 1, more: Partial<StartBatch> = {}): StartBatch => ({
  batchId: `batch-000${++batches}`,
  kind: "text",
  variants: Array.from({ length: count }, (_, index) => variant(`Prompt ${index}`)),
  runs: Array.from({ length: count }, (_, variantIndex) => ({ variantIndex, row: 0, sample: 0 })),
  concurrency: 5,
  ...more,
})

/** Reads a batch as a page does that has started it, or that comes back: folds what comes, and can wait for it. */
export async function follow(engine: Engine, batchId: string, after?: string, fresh = after === undefined) {
  const leave = new AbortController()
  const events: LoggedEvent[] = []
  const waiters: { sees: () => boolean; done: () => void }[] = []
  const source = await engine.events(batchId, ann, { after, fresh, signal: leave.signal })
  const ended = (async () => {
    for await (const chunk of source) {
      events.push(...chunk)
      for (const waiter of waiters.splice(0)) waiter.sees() ? waiter.done() : waiters.push(waiter)
    }
  })()
  cleanUp.push(async () => {
    leave.abort()
    await ended
  })
  const runs = (): RunState[] => {
    const states = new Map<string, RunState>()
    for (const { event } of events) {
      if (event.type === "batch.started") for (const run of event.runs) states.set(run.runId, queuedRun(run))
      for (const [id, state] of states) states.set(id, applyRunEvent(state, event))
    }
    return [...states.values()]
  }
  return {
    events,
    ended,
    runs,
    leave: () => leave.abort(),
    types: () => events.map(({ event }) => event.type),
    of: <T extends RunEvent["type"]>(type: T) =>
      events.flatMap(({ event }) => (event.type === type ? [event as RunEventOf<T>] : [])),
    text: () => runs().map((run) => run.text),
    until: (sees: () => boolean) =>
      sees() ? Promise.resolve() : new Promise<void>((done) => waiters.push({ sees, done })),
  }
}

/** A batch of Ann's on an engine of its own, and the page that reads it. */
export async function begun(batch: StartBatch = batchOf(), options: Parameters<typeof startEngine>[0] = {}) {
  const engine = await startEngine(options)
  await engine.startBatch(batch, ann)
  return { engine, batch, page: await follow(engine, batch.batchId) }
}
