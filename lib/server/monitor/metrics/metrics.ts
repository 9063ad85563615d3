import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client"
import type { RunObserver } from "#lib/server/monitor/run-observer"
import { createRunMetrics } from "./run-metrics.ts"
import { type AnsweredCall, addStateMetrics, createHttpMetrics, type WatchedState } from "./state-metrics.ts"

/** How a store that is filled in the background is: for the metrics of what leaves this node. */
export interface Outflow {
  /** What became of what was to leave, since the start. */
  counts: () => Record<string, number>
  /** What waits to leave, in bytes; undefined where it is not kept on disk. */
  waitingBytes?: () => number
}

/** The metrics of this node, in a registry of their own. */
export interface Metrics {
  observer: RunObserver
  countCall: (call: AnsweredCall) => void
  /** Counts what leaves for Elasticsearch or an OTLP endpoint. */
  addOutflow: (name: "elasticsearch" | "otlp", outflow: Outflow) => void
  /** In Prometheus' text format. */
  text: () => Promise<string>
  contentType: string
}

/** Makes the metrics. `process`: with those of the process itself (CPU, memory, event loop). */
export function createMetrics(state: WatchedState, { process = true } = {}): Metrics {
  const registry = new Registry()
  if (process) collectDefaultMetrics({ register: registry })
  addStateMetrics(registry, state)
  return {
    observer: createRunMetrics(registry),
    countCall: createHttpMetrics(registry),
    addOutflow(name, { counts, waitingBytes }) {
      const what = name === "otlp" ? "spans" : "documents"
      new Counter({
        name: `bracket_${name}_${what}_total`,
        help: `What became of ${what} for ${name}, since the start.`,
        labelNames: ["outcome"],
        registers: [registry],
        collect() {
          this.reset()
          for (const [outcome, count] of Object.entries(counts())) this.inc({ outcome }, count)
        },
      })
      if (waitingBytes)
        new Gauge({
          name: `bracket_${name}_outbox_bytes`,
          help: `What waits on disk for ${name}, in bytes.`,
          registers: [registry],
          collect() {
            this.set(waitingBytes())
          },
        })
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
