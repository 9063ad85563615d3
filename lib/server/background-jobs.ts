import type { AlertsCore } from "#lib/server/alerts/alerts"
import type { Connections } from "#lib/server/engine/connections"
import type { Log } from "#lib/server/log"
import { startRollUps } from "#lib/server/monitor/roll-up-job"
import { type Recurring, startRecurring } from "#lib/server/recurring"
import type { Retention } from "#lib/server/retention/retention"
import { drawDueSamples } from "#lib/server/review/draw-samples"
import type { FlaggedRuns } from "#lib/server/store/review-ports"
import type { Store } from "#lib/server/store/store"

const minuteMs = 60_000

/** What a node does beside its runs, from its start until `stop`, which resolves when nothing of it is under way. */
export function startBackgroundJobs(deps: {
  store: Store
  connections: Connections
  alerts: AlertsCore
  flagged: FlaggedRuns
  retention: Retention
  now: () => number
  log: Log
}): Recurring {
  const { store, connections, alerts, flagged, retention, now, log } = deps
  const jobs = [
    startRecurring("old keys", minuteMs, () => connections.rotation.destroyOld(), log, { atOnce: true }),
    startRecurring(
      "samples for review",
      minuteMs,
      (signal) => drawDueSamples({ reviews: store.reviews, flagged, now }, signal),
      log,
    ),
    startRecurring("retention", minuteMs, () => retention.beginIfDue(), log),
  ]
  const stopRollUps = startRollUps({ store: store.monitor, now, log })
  return {
    async stop() {
      await Promise.all([...jobs.map((job) => job.stop()), retention.stop(), alerts.close(), stopRollUps()])
    },
  }
}
