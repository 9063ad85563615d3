import "server-only"
import { createHmac, randomUUID } from "node:crypto"
import { accessSync, constants, mkdirSync } from "node:fs"
import { hostname } from "node:os"
import path from "node:path"
import type { ConnectionState } from "#lib/domain/connection-state"
import type { AlertsCore } from "#lib/server/alerts/alerts"
import { type AuditRecorder, createAuditRecorder } from "#lib/server/audit/audit-recorder"
import { type AuditRetention, createAuditRetention } from "#lib/server/audit/audit-retention"
import { createAuditSealing } from "#lib/server/audit/audit-sealing"
import { type AuditSigner, openAuditSigner } from "#lib/server/audit/audit-signature"
import { startBackgroundJobs } from "#lib/server/background-jobs"
import { type Config, ConfigError, publicUrlOf, readConfig } from "#lib/server/config"
import type { AnswerCaching } from "#lib/server/engine/answer-from-cache"
import { type Balances, createBalances } from "#lib/server/engine/balances"
import { type Breakers, createBreakers } from "#lib/server/engine/breakers"
import { type Checker, createChecker } from "#lib/server/engine/checker"
import { type ConnectionLimiter, createConnectionLimits } from "#lib/server/engine/connection-limits"
import { connectionState } from "#lib/server/engine/connection-state"
import { type Connections, createConnections } from "#lib/server/engine/connections"
import type { Who } from "#lib/server/engine/connections/rights"
import { Engine } from "#lib/server/engine/engine"
import { createRecentDurations } from "#lib/server/engine/recent-durations"
import { createWordFilter, type WordFilter } from "#lib/server/engine/screening/word-filter"
import { sleep } from "#lib/server/engine/sleep"
import { createSlots } from "#lib/server/engine/slots"
import { createUnrecordedEnds } from "#lib/server/engine/unrecorded-ends"
import { syncConnections } from "#lib/server/environment-connections"
import { createLimits, type Limits } from "#lib/server/http/limits"
import { createLog, type Log } from "#lib/server/log"
import { createServices, type Services } from "#lib/server/monitor/services"
import { startStorageProbe } from "#lib/server/monitor/storage-probe"
import type { OAuth } from "#lib/server/oauth/oauth"
import { openAlerts } from "#lib/server/open-alerts"
import { openOAuth } from "#lib/server/open-oauth"
import { openSecrets } from "#lib/server/open-secrets"
import { openShared } from "#lib/server/open-shared"
import { openTelemetry, type Telemetry } from "#lib/server/open-telemetry"
import { openRetention } from "#lib/server/retention/open-retention"
import type { Retention } from "#lib/server/retention/retention"
import { dataFolderSecret } from "#lib/server/secrets/data-folder-secret"
import { leaveCanary } from "#lib/server/secrets/open-seal"
import type { SecretBox } from "#lib/server/secrets/secret-box"
import { startSandbox } from "#lib/server/start-sandbox"
import { steadyNow } from "#lib/server/steady-clock"
import { createImageFiles, type ImageFiles } from "#lib/server/store/image-files"
import { openStore } from "#lib/server/store/open-store"
import type { FlaggedRuns } from "#lib/server/store/review-ports"
import type { Store } from "#lib/server/store/store"
import { answerMemoryBytes, createAnswerMemory } from "#lib/server/upstream/answer-memory"
import { dialectOf } from "#lib/server/upstream/dialects/dialect-of"
import { createUpstreamHttp, type UpstreamHttp } from "#lib/server/upstream/http"

/** Everything that lives as long as the process. */
export interface Container {
  config: Config
  log: Log
  store: Store
  limits: Limits
  audit: AuditRecorder
  auditSigner: AuditSigner
  auditRetention: AuditRetention
  services: Services
  telemetry: Telemetry
  secrets: SecretBox
  connections: Connections
  oauth: OAuth
  http: UpstreamHttp
  /** Where this node reaches the sandbox. */
  sandboxUrl: string
  balances: Balances
  images: ImageFiles
  checker: Checker
  wordFilter: WordFilter
  /** Answers to requests that may come again. */
  caching: AnswerCaching
  breakers: Breakers
  connectionLimits: ConnectionLimiter
  /** How a connection stands on this node, for those who may run on it or manage it. */
  connectionState: (who: Who, id: string) => Promise<ConnectionState>
  engine: Engine
  alerts: AlertsCore
  /** Runs that come into samples for review first. */
  flagged: FlaggedRuns
  retention: Retention
  authSecret: string
  publicUrl: string
  now: () => number
  /** False from the first signal to stop on. */
  ready: boolean
  /** Ends the work in order: runs and background jobs, checks, telemetry, audit, sandbox, sockets, database. */
  close(): Promise<void>
}

const key = Symbol.for("bracket.container")
const kept = globalThis as { [key]?: Promise<Container> }

/**
 * The container of this process. Instrumentation, pages and routes get module instances of their own from the
 * bundler, so it is kept on `globalThis`.
 */
export function getContainer(): Promise<Container> {
  kept[key] ??= buildContainer(readConfig(process.env))
  return kept[key]
}

/** The one place that chooses drivers. Throws `ConfigError` or `StoreOpenError`, whose message says what to do. */
async function buildContainer(config: Config): Promise<Container> {
  const now = Date.now
  // Each process is a node of its own: a restarted one must not renew what its predecessor left.
  const node = `${config.nodeName ?? hostname()}-${randomUUID().slice(0, 8)}`
  const log = createLog(config.logLevel, node)
  const services = createServices(now)
  prepareDataFolder(config.dataDir)
  const authSecret = config.authSecret ?? dataFolderSecret(config.dataDir, "auth")
  const store = await openStore({ dataDir: config.dataDir, databaseUrl: config.databaseUrl })
  // Before anything is changed: a wrong master key ends the start here.
  const { seal, secrets, close: closeSecrets } = await openSecrets({ config, store, now: steadyNow, log })
  await store.migrate()
  await leaveCanary(seal, store.sealed)
  // The lock on the data folder proves that no other process carries runs of an embedded database.
  if (config.databaseUrl === undefined) await store.runs.expireAllLeases()
  say(`step database ready (${config.databaseUrl === undefined ? "SQLite" : "PostgreSQL"})`)

  const shared = await openShared({ redisUrl: config.redisUrl, services, now })
  const { redis, keyValue, signals, eventLog } = shared
  if (!shared.isThere) say("step Redis does not answer: going on without, and with it as soon as it is there")
  const caching: AnswerCaching = {
    cache: shared.answerCache,
    flights: createSlots({ sleep, ...(redis ? { shared: keyValue } : {}) }),
    policy: () => store.policy.get(),
  }

  const sandbox = await startSandbox(config)
  say("step sandbox ready")
  const http = createUpstreamHttp({ allowPlainHttp: true })
  await syncConnections(store.connections, { config, secrets, now: now() })
  const auditSigner = await openAuditSigner(store.audit, secrets)
  const sealing = createAuditSealing({ store: store.audit, signer: auditSigner, now })
  const audit = createAuditRecorder({ store: store.audit, now, log, onWritten: sealing })
  const auditRetention = createAuditRetention({ store: store.audit, signer: auditSigner, audit, now })
  const oauth = openOAuth({
    store,
    secrets,
    keyValue,
    http,
    audit,
    sandbox,
    connections: () => connections,
    now,
  })
  const connections = createConnections({ store, secrets, oauth, http, audit, dialectOf, sandbox, now })
  const images = createImageFiles(config.dataDir)
  const checker = createChecker({ log, now: steadyNow })
  const wordFilter = createWordFilter({ store: store.wordLists, now, log })
  const breakers = createBreakers({ now, steady: steadyNow })
  const storageProbe = startStorageProbe({ services, ping: () => store.ping(), dataDir: config.dataDir, log })
  const connectionLimits = createConnectionLimits({
    redis,
    keyValue,
    store: store.connections,
    sleep,
    now,
    softLine: async () => (await store.policy.get()).softLine,
  })
  const durations = createRecentDurations()
  const telemetry = await openTelemetry({
    config,
    state: { services, load: () => engine.load(), breakers: () => breakers.list() },
    services,
    node,
    now,
    log,
  })
  const engine: Engine = new Engine({
    store,
    connections,
    images,
    caching,
    checker,
    wordFilter,
    http,
    eventLog,
    signals,
    keyValue,
    breakers,
    memory: createAnswerMemory(answerMemoryBytes),
    limits: connectionLimits,
    sleep,
    random: Math.random,
    now,
    steady: steadyNow,
    log,
    node,
    observers: telemetry.observers,
    userHash: (personId) => createHmac("sha256", authSecret).update(personId).digest("hex").slice(0, 32),
    durations,
    unrecorded: createUnrecordedEnds(),
    isFull: storageProbe.isFull,
    unreadBatchMs: config.unreadBatchMs,
    unreadLargeBatchMs: config.unreadLargeBatchMs,
  })
  await engine.start()
  const alerts = openAlerts({
    store,
    breakers,
    quotaCounts: connectionLimits,
    keyValue,
    services,
    http,
    secrets,
    config,
    publicUrl: publicUrlOf(config),
    node,
    now,
    log,
  })
  // What the word filter has marked, and what a provider has refused to write.
  const flagged: FlaggedRuns = {
    flaggedIn: async (from, to) => [
      ...(await store.screening.flaggedIn(from, to)),
      ...(await store.blocked.flaggedIn(from, to)),
    ],
  }
  const retention = openRetention({
    dataDir: config.dataDir,
    store,
    images,
    audit,
    entries: auditRetention,
    monitoring: store.monitor,
    now,
    log,
  })
  const jobs = startBackgroundJobs({ store, connections, alerts, flagged, retention, now, log })

  const container: Container = {
    config,
    log,
    store,
    limits: createLimits(redis),
    audit,
    auditSigner,
    auditRetention,
    services,
    telemetry,
    secrets,
    connections,
    oauth,
    http,
    sandboxUrl: sandbox.url,
    balances: createBalances({ connections, http, now }),
    images,
    checker,
    wordFilter,
    caching,
    breakers,
    connectionLimits,
    connectionState: (who, id) =>
      connectionState(who, id, {
        connections,
        breakers,
        limits: connectionLimits,
        durations,
        batches: engine.batches,
      }),
    engine,
    alerts,
    flagged,
    retention,
    authSecret,
    publicUrl: publicUrlOf(config),
    now,
    ready: true,
    async close() {
      container.ready = false
      storageProbe.stop()
      // Together: a removal that takes its time must take nothing of the time that runs are given.
      await Promise.all([engine.close(config.shutdownGraceMs), jobs.stop()])
      await checker.close()
      await telemetry.close()
      await audit.settled()
      await sandbox.close()
      await http.close()
      await closeSecrets()
      await shared.close()
      await store.close()
    },
  }
  return container
}

/** Tells the person at the terminal; the start script shows these lines (see scripts/steps/app-lines.mjs). */
export function say(line: string): void {
  process.stdout.write(`bracket: ${line}\n`)
}

function prepareDataFolder(dataDir: string): void {
  try {
    mkdirSync(path.join(dataDir, "logs"), { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.W_OK)
  } catch {
    throw new ConfigError(
      `The data folder ${dataDir} cannot be written: change its owner, or set DATA_DIR to another folder.`,
    )
  }
}
