import { mkdtemp, readFile, rm } from "node:fs/promises"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import path from "node:path"
import type { ClientOptions } from "@elastic/elasticsearch"
import { afterEach, beforeEach, expect, it } from "vitest"
import { createServices } from "#lib/server/monitor/services"
import { observedRun, observedTry, tellCall } from "./calls.fixture.ts"
import { type ClusterSettings, openCluster } from "./cluster.ts"
import { type FakeCluster, startFakeCluster } from "./fake-cluster.fixture.ts"
import { type ElasticsearchOutflow, openElasticsearch } from "./open-elasticsearch.ts"

let dataDir: string
let cluster: FakeCluster
let services: ReturnType<typeof createServices>
let logged: { details: Record<string, unknown>; message: string }[]
let opened: ElasticsearchOutflow[]
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "bracket-elasticsearch-"))
  cluster = await startFakeCluster()
  services = createServices(Date.now)
  logged = []
  opened = []
})
afterEach(async () => {
  for (const each of opened) await each.close()
  await cluster.close()
  await rm(dataDir, { recursive: true, maxRetries: 5 })
})

async function begin(
  more: Partial<ClusterSettings> & { withPrompts?: boolean } = {},
  client: Partial<ClientOptions> = {},
) {
  const { withPrompts = false, ...settings } = more
  const note = (details: object, message: string) =>
    logged.push({ details: details as Record<string, unknown>, message })
  const made = await openElasticsearch({
    dataDir,
    cluster: openCluster({ url: cluster.url, index: "api_calls", ...settings }, client),
    withPrompts,
    node: "node-1",
    services,
    // Waits are as short as they can be: how long they are is another test's.
    sleep: (_, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason)
        setTimeout(resolve, 5)
      }),
    random: () => 0.5,
    now: Date.now,
    log: { warn: note, error: note } as never,
  })
  opened.push(made)
  return made
}

const calls = (outflow: ElasticsearchOutflow, from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => tellCall(outflow.observer, `run-${from + n}`))
const settled = (outflow: ElasticsearchOutflow, stored: number) =>
  expect.poll(() => [cluster.documents.size, outflow.isIdle()], { timeout: 20_000 }).toEqual([stored, true])
const ids = () => [...cluster.documents.keys()].sort()
const state = () => services.list().find(({ name }) => name === "elasticsearch")

it("writes one document per call, as the contract names its fields, without the prompt", async () => {
  const outflow = await begin()
  tellCall(outflow.observer, "run-1")
  await settled(outflow, 1)
  expect(cluster.documents.get("run-1:1:1000")).toEqual({
    _index: "api_calls",
    "@timestamp": "1970-01-01T00:00:01.000Z",
    timestamp: "1970-01-01T00:00:01.000Z",
    endpoint: "/v1/chat/completions",
    method: "POST",
    status: 200,
    duration: 2500,
    first_token_ms: 200,
    model: "small",
    connection: "local",
    connection_name: "Local",
    provider: "compatible",
    host: "127.0.0.1",
    tokens_in: 3,
    tokens_out: 5,
    cost: 0.5,
    request_id: "req-run-1",
    run_id: "run-1",
    batch_id: "batch",
    attempt: 1,
    person: "hash-of-a-person",
    finish_reason: "stop",
    cached: false,
    node: "node-1",
  })
  expect(JSON.stringify(cluster.requests)).not.toContain("words of a prompt")
  expect(state()).toMatchObject({ state: "up" })
})

it("holds the prompt where the operator says so, each try of a run, and what the cache answered", async () => {
  const outflow = await begin({ withPrompts: true })
  tellCall(outflow.observer, "run-1", 1)
  tellCall(outflow.observer, "run-1", 2)
  const timing = { queueMs: 0, ttftMs: 1, totalMs: 2, tokensPerSecond: null }
  outflow.observer.hear(observedRun("run-2"), {
    type: "run-ended",
    at: 1000,
    ending: { status: "succeeded", timing, cached: true, tries: 0 },
  })
  await settled(outflow, 3)
  expect(ids()).toEqual(["run-1:1:1000", "run-1:2:1000", "run-2:cache"])
  expect(cluster.documents.get("run-1:1:1000")?.prompt).toBe("the words of a prompt")
  expect(cluster.documents.get("run-2:cache")).toMatchObject({ cached: true, status: null, duration: 2 })
})

it("says first how the index is made, signs in, and deletes what is too old", async () => {
  const outflow = await begin({ auth: { apiKey: "c2VjcmV0" }, retentionDays: 30 })
  tellCall(outflow.observer, "run-1")
  await settled(outflow, 1)
  const [template, old] = cluster.requests
  expect(template).toMatchObject({ method: "PUT", path: "/_index_template/bracket-api_calls" })
  expect(template?.authorization).toBe("ApiKey c2VjcmV0")
  expect(JSON.parse(template?.body ?? "")).toMatchObject({
    index_patterns: ["api_calls"],
    template: { mappings: { dynamic: false, properties: { "@timestamp": { type: "date" } } } },
  })
  expect(old?.path).toMatch(/^\/api_calls\/_delete_by_query/)
  const { query } = JSON.parse(old?.body ?? "")
  const before = new Date(query.range["@timestamp"].lt).getTime()
  expect(Math.round((Date.now() - before) / 86_400_000)).toBe(30)
})

it("a cluster that is away at the start and comes later gets everything, and the operator sees both", async () => {
  const { port } = cluster
  await cluster.close()
  const outflow = await begin()
  const sent = calls(outflow, 0, 40)
  await expect.poll(() => state()?.state).toBe("away")
  expect(state()?.detail).toBe("not reachable")
  await expect.poll(() => outflow.waitingBytes()).toBeGreaterThan(0)
  cluster = await startFakeCluster(port)
  await settled(outflow, 40)
  expect(ids()).toEqual(sent.sort())
  expect(state()?.state).toBe("up")
})

it("loses and doubles nothing, however requests end: refused, cut in the answer, never answered", async () => {
  cluster.faults.push(429, "cut", 503, "mute", 401, "cut", 500)
  const outflow = await begin({}, { requestTimeout: 500 })
  const sent = calls(outflow, 0, 60)
  await settled(outflow, 60)
  sent.push(...calls(outflow, 60, 90))
  await settled(outflow, 90)
  expect(ids()).toEqual(sent.sort())
  expect(cluster.faults).toEqual([])
  // What had been stored behind a lost answer was sent again, and known by its id.
  expect(cluster.conflicts()).toBeGreaterThan(0)
  expect(outflow.counts()).toEqual({ stored: 90, refused: 0, dropped: 0, torn: 0 })
})

it("a cluster that does not know the key is named so, without the key", async () => {
  cluster.faults.push(...Array(10).fill(401))
  const told: (string | undefined)[] = []
  services.onChange(({ detail }) => told.push(detail))
  const outflow = await begin({ auth: { apiKey: "c2VjcmV0" } })
  calls(outflow, 0, 1)
  await settled(outflow, 1)
  expect(told).toContain("401: the API key or user may not write there")
  expect(JSON.stringify([logged, told])).not.toContain("c2VjcmV0")
})

it("documents that are refused go to a file and are counted; those that are too many for now come again", async () => {
  const tries = new Map<string, number>()
  cluster.refuseItems((id) => {
    const count = (tries.get(id) ?? 0) + 1
    tries.set(id, count)
    if (id === "run-3:1:1000") return 400
    return Number(/\d+/.exec(id)?.[0]) % 5 === 0 && count < 3 ? 429 : undefined
  })
  const outflow = await begin()
  const sent = calls(outflow, 0, 30)
  await settled(outflow, 29)
  expect(ids()).toEqual(sent.filter((id) => id !== "run-3:1:1000").sort())
  expect(outflow.counts()).toMatchObject({ stored: 29, refused: 1 })
  const letters = await readFile(path.join(dataDir, "outbox/elasticsearch/refused.ndjson"), "utf8")
  expect(JSON.parse(letters)).toMatchObject({ id: "run-3:1:1000", status: 400, reason: "refused: item 400" })
  expect(tries.get("run-3:1:1000")).toBe(1)
  expect(state()?.state).toBe("up")
})

it("one that is too large for the proxy in front is given up alone", async () => {
  cluster.faults.push(413, 413, 413)
  const outflow = await begin()
  calls(outflow, 0, 4)
  await expect.poll(() => outflow.isIdle()).toBe(true)
  expect(cluster.documents.size + outflow.counts().refused).toBe(4)
})

it("what is not sent when the server stops is sent by the next one, once", async () => {
  cluster.faults.push(...Array(1000).fill(503))
  const first = await begin()
  const sent = calls(first, 0, 25)
  first.observer.hear(observedRun("run-under-way"), { type: "try-sent", at: 1000, sent: observedTry() })
  await expect.poll(() => state()?.state).toBe("away")
  await first.close()
  opened.pop()
  cluster.faults.length = 0
  const second = await begin()
  sent.push(...calls(second, 25, 30), "run-under-way:1:1000")
  await settled(second, 31)
  expect(ids()).toEqual(sent.sort())
  expect(cluster.documents.get("run-under-way:1:1000")).toMatchObject({
    error_code: "interrupted",
    status: null,
    duration: null,
  })
})

it("nodes that share a data folder do not share an outbox, and one takes over what another has left", async () => {
  const [first, second] = [await begin(), await begin()]
  cluster.faults.push(...Array(1000).fill(503))
  const sent = [...calls(first, 0, 5), ...calls(second, 5, 10)]
  await expect.poll(() => state()?.state).toBe("away")
  for (const each of opened.splice(0)) await each.close()
  cluster.faults.length = 0
  const third = await begin()
  await settled(third, 10)
  expect(ids()).toEqual(sent.sort())
})

it("is understood by the official mock of the client, its errors included", async () => {
  // From the CommonJS side: an error made of the other module's class would come back as an answer of 200.
  const require = createRequire(import.meta.url)
  const { errors } = require("@elastic/elasticsearch")
  const Mock = require("@elastic/elasticsearch-mock")
  const mock = new Mock()
  const taken: string[] = []
  let refusals = 2
  mock.add({ method: "PUT", path: "/_index_template/:name" }, () => ({ acknowledged: true }))
  mock.add({ method: "POST", path: "/_bulk" }, ({ body }: { body: Record<string, { _id?: string }>[] }) => {
    if (refusals-- > 0)
      return new errors.ResponseError({ body: {}, statusCode: 503, headers: {}, warnings: null, meta: {} })
    const created = body.flatMap(({ create }) => (create?._id === undefined ? [] : [create._id]))
    taken.push(...created)
    return { errors: false, items: created.map((id) => ({ create: { _id: id, status: 201 } })) }
  })
  class Connection extends mock.getConnection() {
    // The mock leaves this to whoever needs it.
    async close() {}
  }
  const outflow = await begin({}, { Connection: Connection as never })
  const sent = calls(outflow, 0, 3)
  await expect.poll(() => outflow.counts().stored).toBe(3)
  expect(taken.sort()).toEqual(sent.sort())
  expect(
    logged.filter(({ message }) => message === "elasticsearch is away").map(({ details }) => details.reason),
  ).toEqual(["answered 503", "answered 503"])
})
