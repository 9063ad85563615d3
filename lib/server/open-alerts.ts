import { type AlertsCore, type AlertsDeps, createAlerts } from "#lib/server/alerts/alerts"
import type { Breakers } from "#lib/server/engine/breakers"
import { settingsOf } from "#lib/server/engine/connections/settings"
import type { AlertSources } from "#lib/server/monitor/alert-readings"
import { createNodeReports } from "#lib/server/monitor/node-reports"
import { createQuotaUse } from "#lib/server/monitor/quota-use"
import type { Store } from "#lib/server/store/store"

const lookEveryMs = 15_000
const deliverEveryMs = 5_000
const tidyEveryMs = 3_600_000

/** Alerts with what they watch, and the timers that keep them going until `close`. */
export function openAlerts(
  deps: Omit<AlertsDeps, "store" | "sources"> & { store: Store; breakers: Breakers },
): AlertsCore {
  const { store, log } = deps
  const reports = createNodeReports(deps)
  const core = createAlerts({
    ...deps,
    store: store.alerts,
    sources: { ...sourcesOf(store), reports, report: reports.report },
  })
  const timers = [
    every(
      lookEveryMs,
      oneAtATime(() => core.look()),
    ),
    // Channels see to it themselves: one that is slow must not hold up the others.
    every(deliverEveryMs, () => core.deliver()),
    every(tidyEveryMs, () => core.tidy()),
  ]

  function every(ms: number, work: () => Promise<void>): NodeJS.Timeout {
    const timer = setInterval(
      () => void work().catch((err: unknown) => log.error({ err }, "alerts not looked after")),
      ms,
    )
    timer.unref()
    return timer
  }

  return {
    ...core,
    async close() {
      timers.forEach(clearInterval)
      await core.close()
    },
  }
}

/** Passes over calls that come while one is under way: a slow database would only get slower. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let underWay = false
  return async () => {
    if (underWay) return
    underWay = true
    await work().finally(() => {
      underWay = false
    })
  }
}

function sourcesOf(store: Store): Omit<AlertSources, "reports"> {
  return {
    async connections() {
      const rows = await store.connections.managed()
      return rows
        .filter(({ disabled }) => disabled === 0)
        .map((row) => {
          const { limits = {}, planQuota = {} } = settingsOf(row)
          return { id: row.id, name: row.name, keyCreatedAt: row.key_created_at, limits, planQuota }
        })
    },
    async budgets(now) {
      const [budgets, used] = await Promise.all([store.budgets.all(), store.budgets.usedByAll(now)])
      return Promise.all(
        [...budgets].map(async ([personId, budget]) => ({
          personId,
          name: (await store.people.get(personId))?.name ?? personId,
          budget,
          used: used.get(personId),
        })),
      )
    },
    figures: store.monitor,
    quota: createQuotaUse(store.connections),
  }
}
