import { Counter, Gauge, Histogram, type Registry } from "prom-client"
import type {
  ObservedRun,
  RunEnding,
  RunNews,
  RunObserver,
  TryEnding,
} from "#lib/server/monitor/run-observer"
import { boundedLabel } from "./bounded-label.ts"

/** So many models and connections have series of their own. */
const mostModels = 100
const mostConnections = 200

/** From a cached answer to the longest run, in seconds. */
const durationBuckets = [0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120, 300, 600, 1800]
/** With the aim for the first token, 2 s, among them. */
const firstTokenBuckets = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30, 60]

/** Counts runs and their tries. Labels name connections and models, never people, prompts or runs. */
export function createRunMetrics(registry: Registry): RunObserver {
  const registers = [registry]
  const where = ["connection", "model"] as const
  const runs = new Counter({
    name: "bracket_runs_total",
    help: "Runs that have ended, by status and error code (none: no error).",
    labelNames: [...where, "status", "code"],
    registers,
  })
  const duration = new Histogram({
    name: "bracket_run_duration_seconds",
    help: "From the first request of a run to its end, of runs that were sent; waiting in our own queue not counted.",
    labelNames: [...where, "status"],
    buckets: durationBuckets,
    registers,
  })
  const firstToken = new Histogram({
    name: "bracket_time_to_first_token_seconds",
    help: "From sending a request to the first piece of its answer.",
    labelNames: where,
    buckets: firstTokenBuckets,
    registers,
  })
  const attempts = new Counter({
    name: "bracket_attempts_total",
    help: "Requests that were sent to upstreams and are over, by HTTP status (none: no answer) and error code.",
    labelNames: ["connection", "http_status", "code"],
    registers,
  })
  const retries = new Counter({
    name: "bracket_retries_total",
    help: "Requests that were repeated, by the error code of the one before.",
    labelNames: ["connection", "code"],
    registers,
  })
  const breakerWaits = new Counter({
    name: "bracket_breaker_waits_total",
    help: "Times that a run had to wait because the breaker of its connection was open.",
    labelNames: ["connection"],
    registers,
  })
  const tokens = new Counter({
    name: "bracket_tokens_total",
    help: "Tokens of ended runs that were sent, as upstreams count them, or as estimated where they do not.",
    labelNames: [...where, "type"],
    registers,
  })
  const cost = new Counter({
    name: "bracket_cost_dollars_total",
    help: "Cost of ended runs in US dollars, as far as prices are known.",
    labelNames: where,
    registers,
  })
  const cacheHits = new Counter({
    name: "bracket_cache_hits_total",
    help: "Runs that were answered from the cache.",
    labelNames: where,
    registers,
  })
  const screenedRuns = new Counter({
    name: "bracket_screened_runs_total",
    help: "Runs in which the word filter found something, by the hardest that it did.",
    labelNames: ["action"],
    registers,
  })
  const names = new Gauge({
    name: "bracket_connection_info",
    help: "The name of a connection, beside its id that the other metrics carry; always 1.",
    labelNames: ["connection", "name"],
    registers,
  })
  const connectionOf = boundedLabel(mostConnections)
  const modelOf = boundedLabel(mostModels)
  const known = new Map<string, string>()

  function noteName(connection: string, name: string): void {
    const before = known.get(connection)
    if (before === name) return
    if (before !== undefined) names.remove({ connection, name: before })
    known.set(connection, name)
    names.set({ connection, name }, 1)
  }

  function countTry(connection: string, ending: TryEnding): void {
    const { httpStatus, code } = ending
    attempts.inc({ connection, http_status: httpStatus ?? "none", code: code ?? "none" })
  }

  function countRun(labels: { connection: string; model: string }, ending: RunEnding): void {
    const { status, code, usage, timing, cached, tries } = ending
    runs.inc({ ...labels, status, code: code ?? "none" })
    if (cached) cacheHits.inc(labels)
    if (ending.screened) screenedRuns.inc({ action: ending.screened })
    // What the cache answers has cost nothing, whatever its answer once did.
    if (tries === 0 || cached) return
    duration.observe({ ...labels, status }, timing.totalMs / 1000)
    if (usage) {
      tokens.inc({ ...labels, type: "input" }, usage.inputTokens)
      tokens.inc({ ...labels, type: "output" }, usage.outputTokens)
    }
    if (ending.cost) cost.inc(labels, ending.cost)
  }

  return {
    name: "metrics",
    hear({ connectionId, variant }: ObservedRun, news: RunNews) {
      const connection = connectionOf(connectionId)
      const labels = { connection, model: modelOf(variant.model) }
      if (news.type === "try-sent" && connection === connectionId)
        noteName(connection, news.sent.connectionName)
      else if (news.type === "try-ended") {
        countTry(connection, news.ending)
        const { firstTokenAt } = news.ending
        if (firstTokenAt !== undefined) firstToken.observe(labels, (firstTokenAt - news.startedAt) / 1000)
      } else if (news.type === "retrying") retries.inc({ connection, code: news.code })
      else if (news.type === "breaker-wait") breakerWaits.inc({ connection })
      else if (news.type === "run-ended") countRun(labels, news.ending)
    },
  }
}
