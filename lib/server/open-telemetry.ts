import type { Config } from "#lib/server/config"
import { sleep } from "#lib/server/engine/sleep"
import type { Log } from "#lib/server/log"
import type { ElasticsearchOutflow } from "#lib/server/monitor/elasticsearch/open-elasticsearch"
import { createMetrics, type Metrics } from "#lib/server/monitor/metrics/metrics"
import type { AnsweredCall, WatchedState } from "#lib/server/monitor/metrics/state-metrics"
import { createRunLog } from "#lib/server/monitor/run-log"
import { createRunObservers, type RunObservers } from "#lib/server/monitor/run-observer"
import type { Services } from "#lib/server/monitor/services"
import { readVersion } from "#lib/server/version"

/** What tells the world outside how this node does. */
export interface Telemetry {
  observers: RunObservers
  metrics: Metrics
  countCall: (call: AnsweredCall) => void
  /** Ends the sending; what has not been sent stays on disk where it is kept there. */
  close(): Promise<void>
}

interface TelemetryDeps {
  config: Pick<Config, "dataDir" | "telemetry">
  state: WatchedState
  services: Services
  node: string
  now: () => number
  log: Log
}

/** Opens logs, metrics, traces and the documents for Elasticsearch, as far as each is configured. Never rejects. */
export async function openTelemetry(deps: TelemetryDeps): Promise<Telemetry> {
  const observers = createRunObservers(deps.log)
  const metrics = createMetrics(deps.state)
  observers.add(metrics.observer)
  observers.add(createRunLog(deps.log))
  const elasticsearch = await elasticsearchOf(deps)
  if (elasticsearch) {
    observers.add(elasticsearch.observer)
    metrics.addOutflow("elasticsearch", elasticsearch)
  }
  const traces = await tracesOf(deps)
  if (traces) {
    observers.add(traces.observer)
    metrics.addOutflow("otlp", traces)
  }
  return {
    observers,
    metrics,
    countCall: metrics.countCall,
    async close() {
      await Promise.all([elasticsearch?.close(), traces?.close()])
    },
  }
}

/** Nothing of it is loaded where it is not configured. */
async function tracesOf({ config, services, node, log }: TelemetryDeps) {
  const settings = config.telemetry.otlp
  if (!settings) return undefined
  try {
    const { openTraces } = await import("#lib/server/monitor/traces/open-traces")
    return openTraces(settings, { services, node, version: readVersion().version })
  } catch (err) {
    log.error({ err }, "traces not opened")
    services.away("otlp", "not opened; the reason is in the log")
    return undefined
  }
}

/** Nothing of it is loaded where it is not configured. What cannot be opened is shown to the operator; runs go on. */
async function elasticsearchOf(deps: TelemetryDeps): Promise<ElasticsearchOutflow | undefined> {
  const settings = deps.config.telemetry.elasticsearch
  if (!settings) return undefined
  const { services, node, now, log } = deps
  try {
    const { openCluster } = await import("#lib/server/monitor/elasticsearch/cluster")
    const { openElasticsearch } = await import("#lib/server/monitor/elasticsearch/open-elasticsearch")
    return await openElasticsearch({
      dataDir: deps.config.dataDir,
      cluster: openCluster(settings),
      withPrompts: settings.withPrompts,
      node,
      services,
      sleep,
      random: Math.random,
      now,
      log,
    })
  } catch (err) {
    log.error({ err }, "elasticsearch not opened")
    services.away("elasticsearch", "not opened; the reason is in the log")
    return undefined
  }
}
