import { expect, it } from "vitest"
import type { ObservedRun, ObservedTry, RunEnding, RunNews } from "#lib/server/monitor/run-observer"
import { createServices } from "#lib/server/monitor/services"
import { readExposition } from "./exposition.fixture.ts"
import { createMetrics } from "./metrics.ts"

const run = (more: Partial<ObservedRun> = {}, model = "small"): ObservedRun => ({
  id: "run-of-somebody",
  batchId: "batch",
  personHash: "hash-of-a-person",
  connectionId: "local",
  variant: {
    connectionId: "local",
    model,
    mode: "chat",
    prompt: { kind: "chat", messages: [{ role: "user", content: "the words of a prompt" }] },
    parameters: {},
  },
  sample: 0,
  ...more,
})
const sent: ObservedTry = {
  attempt: 1,
  connectionName: 'Our "local"\nserver\\',
  provider: "compatible",
  method: "POST",
  endpoint: "/v1/chat/completions",
  host: "127.0.0.1",
  port: 80,
}
const ending = (more: Partial<RunEnding> = {}): RunEnding => ({
  status: "succeeded",
  usage: { inputTokens: 7, outputTokens: 11 },
  cost: 0.25,
  timing: { queueMs: 1, ttftMs: 300, totalMs: 3000, tokensPerSecond: null },
  cached: false,
  tries: 1,
  ...more,
})

function metricsUnder(load = { queued: 0, running: 0 }) {
  const services = createServices(() => 1)
  services.up("database")
  services.away("elasticsearch", "401")
  const metrics = createMetrics({
    services,
    load: () => load,
    breakers: () => [{ connectionId: "local", state: "half-open" }],
  })
  const hear = (news: RunNews, of = run()) => metrics.observer.hear(of, news)
  const value = async (name: string, labels: Record<string, string> = {}) => {
    const [family] = [...readExposition(await metrics.text())].flatMap(([key, each]) =>
      name.startsWith(key) ? [each] : [],
    )
    return family?.samples.find(
      (sample) =>
        sample.name === name &&
        Object.entries(labels).every(([key, expected]) => sample.labels[key] === expected),
    )?.value
  }
  return { metrics, hear, value }
}

it("moves the right counters by a run that was repeated once", async () => {
  const { metrics, hear, value } = metricsUnder({ queued: 3, running: 2 })
  hear({ type: "run-begun", at: 0 })
  hear({ type: "try-sent", at: 0, sent })
  hear({
    type: "try-ended",
    at: 5,
    startedAt: 0,
    sent,
    ending: { httpStatus: 429, code: "upstream_rate_limited" },
  })
  hear({ type: "retrying", at: 5, attempt: 1, waitMs: 10, code: "upstream_rate_limited" })
  hear({ type: "breaker-wait", at: 6, untilMs: 10 })
  hear({ type: "try-sent", at: 10, sent })
  hear({ type: "try-ended", at: 3000, startedAt: 10, sent, ending: { httpStatus: 200, firstTokenAt: 310 } })
  hear({ type: "run-ended", at: 3000, ending: ending() })

  const text = await metrics.text()
  const families = readExposition(text)
  for (const [name, { help, type }] of families) {
    expect(name, "a name by the rules of Prometheus").toMatch(/^[a-z][a-z0-9_]*$/)
    expect(help.length, name).toBeGreaterThan(5)
    expect(["counter", "gauge", "histogram", "summary"], name).toContain(type)
    if (name.startsWith("bracket_")) expect(name.endsWith("_total"), name).toBe(type === "counter")
  }
  const where = { connection: "local", model: "small" }
  expect(await value("bracket_runs_total", { ...where, status: "succeeded", code: "none" })).toBe(1)
  expect(await value("bracket_attempts_total", { http_status: "429", code: "upstream_rate_limited" })).toBe(1)
  expect(await value("bracket_attempts_total", { http_status: "200", code: "none" })).toBe(1)
  expect(await value("bracket_retries_total", { code: "upstream_rate_limited" })).toBe(1)
  expect(await value("bracket_breaker_waits_total")).toBe(1)
  expect(await value("bracket_tokens_total", { ...where, type: "input" })).toBe(7)
  expect(await value("bracket_tokens_total", { ...where, type: "output" })).toBe(11)
  expect(await value("bracket_cost_dollars_total", where)).toBe(0.25)
  expect(await value("bracket_run_duration_seconds_bucket", { ...where, le: "2" })).toBe(0)
  expect(await value("bracket_run_duration_seconds_bucket", { ...where, le: "4" })).toBe(1)
  expect(await value("bracket_time_to_first_token_seconds_sum", where)).toBe(0.3)
  expect(await value("bracket_queue_length")).toBe(3)
  expect(await value("bracket_running")).toBe(2)
  expect(await value("bracket_breaker_state", { connection: "local" })).toBe(1)
  expect(await value("bracket_services_up", { service: "database" })).toBe(1)
  expect(await value("bracket_services_up", { service: "elasticsearch" })).toBe(0)
  expect(families.has("nodejs_eventloop_lag_seconds")).toBe(true)
  expect(text, "people, prompts and runs are no labels").not.toMatch(/somebody|person|words of a prompt/)
})

it("counts what the cache answered without tokens or cost, and what was never sent without a duration", async () => {
  const { hear, value } = metricsUnder()
  hear({ type: "run-ended", at: 1, ending: ending({ cached: true, tries: 0 }) })
  hear({ type: "run-ended", at: 1, ending: ending({ status: "blocked", code: "blocked_address", tries: 0 }) })
  expect(await value("bracket_cache_hits_total")).toBe(1)
  expect(await value("bracket_runs_total", { status: "blocked", code: "blocked_address" })).toBe(1)
  expect(await value("bracket_tokens_total")).toBeUndefined()
  expect(await value("bracket_run_duration_seconds_count")).toBeUndefined()
})

it("keeps its labels few, whatever models people ask for", async () => {
  const { metrics, hear } = metricsUnder()
  for (let n = 0; n < 500; n++) hear({ type: "run-ended", at: 1, ending: ending() }, run({}, `made-up-${n}`))
  const samples = readExposition(await metrics.text()).get("bracket_runs_total")?.samples ?? []
  expect(samples).toHaveLength(101)
  expect(samples.find(({ labels }) => labels.model === "other")?.value).toBe(400)
})

it("renames a connection, and writes any name so that it can be read", async () => {
  const { metrics, hear } = metricsUnder()
  hear({ type: "try-sent", at: 0, sent: { ...sent, connectionName: "Before" } })
  hear({ type: "try-sent", at: 0, sent })
  const samples = readExposition(await metrics.text()).get("bracket_connection_info")?.samples
  expect(samples).toEqual([
    {
      name: "bracket_connection_info",
      labels: { connection: "local", name: 'Our \\"local\\"\\nserver\\\\' },
      value: 1,
    },
  ])
})

it("counts calls of the API by the pattern of their route", async () => {
  const { metrics, value } = metricsUnder()
  metrics.countCall({ method: "GET", route: "/api/runs/[id]", status: 404, ms: 12 })
  expect(await value("bracket_http_requests_total", { route: "/api/runs/[id]", status: "404" })).toBe(1)
  expect(await value("bracket_http_request_duration_seconds_count", { route: "/api/runs/[id]" })).toBe(1)
})
