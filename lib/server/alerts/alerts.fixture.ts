import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach } from "vitest"
import type { AlertRule } from "#lib/domain/alerts/alert-rules"
import { defaultAlertRule } from "#lib/domain/alerts/alert-rules"
import { createLog } from "#lib/server/log"
import type { AlertSources, WatchedConnection } from "#lib/server/monitor/alert-readings"
import type { QuotaShare } from "#lib/server/monitor/quota-use"
import { createServices, type Services } from "#lib/server/monitor/services"
import { createReferenceReader } from "#lib/server/secrets/references"
import { createSeal } from "#lib/server/secrets/seal"
import { createSecretBox } from "#lib/server/secrets/secret-box"
import { createMemoryKeyValue } from "#lib/server/store/memory-key-value"
import type { WindowFigures } from "#lib/server/store/monitor-ports"
import { openStore } from "#lib/server/store/open-store"
import type { Store } from "#lib/server/store/store"
import { createUpstreamHttp, type UpstreamHttp } from "#lib/server/upstream/http"
import { type AlertsCore, createAlerts } from "./alerts.ts"

/** Alerts on a store of their own, a clock that stands until it is moved, and sources that say what a test lets them. */
export interface TestAlerts {
  core: AlertsCore
  store: Store
  services: Services
  clock: { now: number }
  /** What the sources say; `throws` names those that fail. */
  world: World
  /** Another node on the same database, or the same one after a restart. */
  node(name: string, own?: { keyValue?: boolean; smtp?: { url: string; from: string } }): AlertsCore
  /** Moves the clock on and looks, as often as that. */
  look(times?: number, byMs?: number): Promise<void>
  setRule(rule: Partial<AlertRule> & Pick<AlertRule, "kind">): Promise<void>
}

export interface World {
  connections: WatchedConnection[]
  calls: WindowFigures
  openBreakers: string[]
  budgets: Awaited<ReturnType<AlertSources["budgets"]>>
  quota: QuotaShare | undefined
  away: { name: "redis" | "smtp"; detail: string }[]
  throws: Set<"connections" | "figures" | "away">
}

export const quiet: WindowFigures = {
  calls: 0,
  failed: 0,
  errorsByCode: {},
  ttftP90Ms: null,
  totalP90Ms: null,
}
export const deepseek: WatchedConnection = {
  id: "c1",
  name: "DeepSeek",
  keyCreatedAt: null,
  limits: {},
  planQuota: {},
}

/** Gives each test of the file alerts of its own. */
export function setUpAlerts(): () => TestAlerts {
  let current: TestAlerts
  let folder: string
  let http: UpstreamHttp
  let made: AlertsCore[]
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "bracket-alerts-"))
    const store = await openStore({ dataDir: folder })
    await store.migrate()
    http = createUpstreamHttp()
    made = []
    current = build(store)
  })
  afterEach(async () => {
    await Promise.all(made.map((core) => core.close()))
    await http.close()
    await current.store.close()
    await rm(folder, { recursive: true, force: true })
  })

  function build(store: Store): TestAlerts {
    const clock = { now: 1_000_000_000_000 }
    const now = () => clock.now
    const world: World = {
      connections: [deepseek],
      calls: quiet,
      openBreakers: [],
      budgets: [],
      quota: undefined,
      away: [],
      throws: new Set(),
    }
    const shared = createMemoryKeyValue({ now })
    const services = createServices(now)
    const sources: AlertSources & { report(): Promise<void> } = {
      report: async () => undefined,
      connections: async () => said(world, "connections", world.connections),
      budgets: async () => world.budgets,
      figures: { window: async () => said(world, "figures", world.calls) },
      quota: { of: async () => new Map(world.quota ? [[deepseek.id, world.quota]] : []) },
      reports: {
        isBreakerOpen: async (id) => world.openBreakers.includes(id),
        away: async () => said(world, "away", world.away),
      },
    }
    const node: TestAlerts["node"] = (name, own = {}) => {
      const core = createAlerts({
        store: store.alerts,
        sources,
        keyValue: own.keyValue ? createMemoryKeyValue({ now }) : shared,
        services,
        http,
        secrets: createSecretBox({
          seal: createSeal(Buffer.alloc(32)),
          references: createReferenceReader({ environment: {}, dataDir: "/nowhere" }),
        }),
        config: { smtp: own.smtp },
        publicUrl: "https://bracket.example",
        node: name,
        now,
        log: createLog("silent"),
      })
      made.push(core)
      return core
    }
    const core = node("node-1")
    return {
      core,
      store,
      services,
      clock,
      world,
      node,
      async look(times = 1, byMs = 15_000) {
        for (let time = 0; time < times; time++) {
          clock.now += byMs
          await core.look()
        }
      },
      setRule: (rule) =>
        store.alerts.setRules([{ ...defaultAlertRule(rule.kind), ...rule }], { personId: "ann", now: 1 }),
    }
  }
  return () => current
}

function said<T>(world: World, source: "connections" | "figures" | "away", value: T): T {
  if (world.throws.has(source)) throw new Error(`${source} cannot be read`)
  return value
}
