import { Counter, Gauge, Histogram, type Registry } from "prom-client"
import type { Services } from "#lib/server/monitor/services"
import { boundedLabel } from "./bounded-label.ts"

/** What is looked up whenever somebody asks for the metrics. */
export interface WatchedState {
  services: Pick<Services, "list">
  /** What this node carries; undefined until the engine is there. */
  load: () => { queued: number; running: number } | undefined
  breakers: () => { connectionId: string; state: "closed" | "half-open" | "open" }[]
}

const breakerFigures = { closed: 0, "half-open": 1, open: 2 }
const mostBreakers = 200

/** How this node is now: its queue, breakers and services. */
export function addStateMetrics(registry: Registry, state: WatchedState): void {
  const registers = [registry]
  new Gauge({
    name: "bracket_queue_length",
    help: "Runs that wait for their turn on this node.",
    registers,
    collect() {
      this.set(state.load()?.queued ?? 0)
    },
  })
  new Gauge({
    name: "bracket_running",
    help: "Runs under way on this node.",
    registers,
    collect() {
      this.set(state.load()?.running ?? 0)
    },
  })
  const connectionOf = boundedLabel(mostBreakers)
  new Gauge({
    name: "bracket_breaker_state",
    help: "The breaker of a connection that was used since the start: 0 closed, 1 half open, 2 open.",
    labelNames: ["connection"],
    registers,
    collect() {
      this.reset()
      const worst = new Map<string, number>()
      for (const { connectionId, state: now } of state.breakers()) {
        const connection = connectionOf(connectionId)
        worst.set(connection, Math.max(worst.get(connection) ?? 0, breakerFigures[now]))
      }
      for (const [connection, figure] of worst) this.set({ connection }, figure)
    },
  })
  new Gauge({
    name: "bracket_services_up",
    help: "Services that are configured and were used: 1 up, 0 away.",
    labelNames: ["service"],
    registers,
    collect() {
      this.reset()
      for (const { name, state: now } of state.services.list())
        this.set({ service: name }, now === "up" ? 1 : 0)
    },
  })
}

/** How a call of our own API went; `route` is its pattern. */
export interface AnsweredCall {
  method: string
  route: string
  status: number
  /** Until the head of the answer, in ms: streams go on after that. */
  ms: number
}

/** Counts calls of our own API. */
export function createHttpMetrics(registry: Registry): (call: AnsweredCall) => void {
  const requests = new Counter({
    name: "bracket_http_requests_total",
    help: "Calls of Bracket's own API, by pattern of the address and status.",
    labelNames: ["method", "route", "status"],
    registers: [registry],
  })
  const duration = new Histogram({
    name: "bracket_http_request_duration_seconds",
    help: "Until the head of the answer to a call of Bracket's own API; a stream goes on after that.",
    labelNames: ["method", "route"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  return ({ method, route, status, ms }) => {
    requests.inc({ method, route, status })
    duration.observe({ method, route }, ms / 1000)
  }
}
