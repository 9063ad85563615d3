import { once } from "node:events"
import { readFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { startFakeCluster } from "#lib/server/monitor/elasticsearch/fake-cluster.fixture"
import { readExposition } from "#lib/server/monitor/metrics/exposition.fixture"
import { apiOf, createPerson, expect, test } from "./fixtures.ts"
import { discardData, startApp } from "./start-app.ts"

const token = "a-token-for-prometheus"
const prompt = "Words that no operator is to read"

/** Keeps what a collector of traces is sent. */
async function startCollector() {
  const bodies: string[] = []
  const server = createServer(async (request, response) => {
    let body = ""
    for await (const chunk of request.setEncoding("utf8")) body += chunk
    bodies.push(body)
    response.setHeader("content-type", "application/json").end("{}")
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return {
    bodies,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

test("an operator finds a run in metrics, traces, documents and logs, before and after a kill", async ({
  playwright,
}) => {
  test.setTimeout(180_000)
  const cluster = await startFakeCluster()
  const collector = await startCollector()
  const env = {
    METRICS_TOKEN: token,
    ELASTICSEARCH_URL: cluster.url,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  }
  let app = await startApp({ env })
  const person = await createPerson(app)
  let api = await apiOf(app, person, playwright.request)
  await api.run("sandbox-fast", prompt)
  await api.run("fault-401", prompt)

  const scrape = (headers: Record<string, string>) => api.http.get("/api/metrics", { headers })
  expect((await scrape({})).status()).toBe(401)
  expect((await scrape({ authorization: "Bearer something-else" })).status()).toBe(401)
  const answer = await scrape({ authorization: `Bearer ${token}` })
  expect(answer.headers()["content-type"]).toContain("text/plain; version=0.0.4")
  const families = readExposition(await answer.text())
  const runs = families.get("bracket_runs_total")?.samples ?? []
  expect(runs.map(({ labels, value }) => [labels.connection, labels.model, labels.status, value])).toEqual(
    expect.arrayContaining([
      ["sandbox", "sandbox-fast", "succeeded", 1],
      ["sandbox", "fault-401", "failed", 1],
    ]),
  )
  const calls = families.get("bracket_http_requests_total")?.samples ?? []
  expect(calls.find(({ labels }) => labels.route === "/api/batches")?.value).toBe(2)

  await expect.poll(() => cluster.documents.size).toBe(2)
  expect([...cluster.documents.values()].map(({ model, status }) => [model, status])).toEqual([
    ["sandbox-fast", 200],
    ["fault-401", 401],
  ])
  await expect.poll(() => collector.bodies.join()).toContain("run sandbox-fast")
  expect(collector.bodies.join()).toContain("gen_ai.usage.output_tokens")

  // The cluster is away; what is run then comes to it after the next start, each call once.
  await cluster.close()
  await api.run("sandbox-fast", prompt)
  await app.kill()
  const again = await startFakeCluster(cluster.port)
  app = await startApp({ env, dataDir: app.dataDir })
  api = await apiOf(app, person, playwright.request)
  await expect.poll(() => again.documents.size).toBe(1)
  await api.run("sandbox-fast", prompt)
  await expect.poll(() => again.documents.size).toBe(2)

  expect(await app.stop()).toBe(0)
  const log = readFileSync(join(app.dataDir, "logs/app.log"), "utf8").trim().split("\n")
  for (const line of log)
    expect(Object.keys(JSON.parse(line)), line).toEqual(
      expect.arrayContaining(["time", "level", "node", "msg"]),
    )
  expect(log.filter((line) => line.includes('"msg":"run ended"'))).toHaveLength(4)
  const told = [await answer.text(), ...cluster.requests, ...again.requests, ...collector.bodies, ...log]
  expect(JSON.stringify(told)).not.toContain(prompt)
  expect(JSON.stringify(told)).not.toContain(person.id)
  await again.close()
  collector.close()
  await discardData(app)
})
