import { type AlertsCore, type AlertsDeps, createAlerts } from "#lib/server/alerts/alerts"
import type { Breakers } from "#lib/server/engine/breakers"
import { settingsOf } from "#lib/server/engine/connections/settings"
import type { AlertSources } from "#lib/server/monitor/alert-readings"
import { createNodeReports } from "#lib/server/monitor/node-reports"
import { createQuotaUse, type QuotaCounts } from "#lib/server/monitor/quota-use"
import { startRecurring } from "#lib/server/recurring"
import type { Store } from "#lib/server/store/store"

const lookEveryMs = 15_000
const deliverEveryMs = 5_000
const tidyEveryMs = 3_600_000

/** Alerts with what they watch, and the timers that keep them going until `close`. */
export function openAlerts(
  deps: Omit<AlertsDeps, "store" | "sources"> & {
    store: Store
    breakers: Breakers
    quotaCounts: QuotaCounts
  },
): AlertsCore {
  const { store, log } = deps
  const reports = createNodeReports(deps)
  const core = createAlerts({
    ...deps,
    store: store.alerts,
    sources: { ...sourcesOf(store, deps.quotaCounts), reports, report: reports.report },
  })
  const delivering = new Set<Promise<void>>()
  // Begun and not waited for: channels see to it themselves, and one that is slow must not hold up the others.
  const deliver = async () => {
    const delivery = core
      .deliver()
      .catch((err: unknown) => log.error({ err }, "messages of alerts not sent"))
      .finally(() => delivering.delete(delivery))
    delivering.add(delivery)
  }
  const jobs = [
    startRecurring("alerts", lookEveryMs, () => core.look(), log),
    startRecurring("messages of alerts", deliverEveryMs, deliver, log),
    startRecurring("old alerts", tidyEveryMs, () => core.tidy(), log),
  ]

  return {
    ...core,
    async close() {
      await Promise.all(jobs.map((job) => job.stop()))
      await core.close()
      await Promise.all(delivering)
    },
  }
}

function sourcesOf(store: Store, quotaCounts: QuotaCounts): Omit<AlertSources, "reports"> {
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
    quota: createQuotaUse(quotaCounts),
  }
}
