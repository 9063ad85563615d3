import { expect, test } from "vitest"
import type { StartBatch } from "#lib/domain/batch"
import type { WordListContent } from "#lib/domain/compliance/word-list-schema"
import { type ConnectionLimiter, createConnectionLimits } from "#lib/server/engine/connection-limits"
import { aWordList } from "#lib/server/engine/screening/words.fixture"
import { createSlots } from "#lib/server/engine/slots"
import { createCallObserver } from "#lib/server/monitor/elasticsearch/call-observer"
import { createMetrics } from "#lib/server/monitor/metrics/metrics"
import { createRunObservers } from "#lib/server/monitor/run-observer"
import { createMemoryAnswerCache } from "#lib/server/store/memory-answer-cache"
import { createMemoryKeyValue } from "#lib/server/store/memory-key-value"
import { SqliteError } from "#lib/server/store/sqlite-thread"
import {
  ann,
  answerAll,
  batchOf,
  follow,
  setUpEngines,
  startEngine,
  store,
  upstream,
  variant,
} from "./engine-fixture.ts"
import { sleep } from "./sleep.ts"

setUpEngines()

const caching = () => ({
  cache: createMemoryAnswerCache({ now: Date.now }),
  flights: createSlots({ sleep }),
  policy: () => store.policy.get(),
})

/** The metrics of a node, and the documents that it would send to Elasticsearch. */
function watched() {
  const metrics = createMetrics({
    services: { list: () => [] },
    load: () => undefined,
    breakers: () => [],
  })
  const documents: Record<string, unknown>[] = []
  const observers = createRunObservers({ error: (details: unknown) => expect(details).toBeUndefined() })
  observers.add(metrics.observer)
  const append = async (line: string) => documents.push(JSON.parse(line).document) > 0
  observers.add(
    createCallObserver(
      { outbox: { append }, underWay: { begin: () => undefined, end: () => undefined } },
      { node: "node-1", withPrompts: true },
    ),
  )
  const figure = async (sample: string) =>
    Number(
      (await metrics.text())
        .split("\n")
        .find((line) => line.startsWith(`${sample} `))
        ?.split(" ")[1] ?? 0,
    )
  return { observers, documents, figure }
}

/** A batch of equal runs that the cache may answer. */
const coldBatch = (count = 1, prompt = "Hello", more: Partial<StartBatch> = {}) =>
  batchOf(count, {
    variants: Array.from({ length: count }, () => variant(prompt, { parameters: { temperature: 0 } })),
    ...more,
  })

async function activate(words: string[], more: Partial<WordListContent> = {}): Promise<void> {
  const by = { personId: ann, now: 1 }
  const { id } = await store.wordLists.create(aWordList(words, more), by)
  await store.wordLists.activate(id, 1, by)
}

type Running = Awaited<ReturnType<typeof startEngine>>

async function begin(engine: Running, batch: StartBatch) {
  await engine.startBatch(batch, ann)
  return await follow(engine, batch.batchId)
}

async function ran(engine: Running, batch: StartBatch) {
  await (await begin(engine, batch)).ended
  return (await store.runs.ofBatch(batch.batchId)).map(({ state }) => state)
}

/** The figures of the monitor over all that has ended. */
async function figures() {
  await store.monitor.fold(500)
  const [all] = await store.monitor.totals({ from: 0, to: Date.now() + 86_400_000 }, "model")
  return all?.figures
}

test("an answer from the cache: one more run everywhere, and nothing that was sent, counted or paid", async () => {
  answerAll()
  const { observers, documents, figure } = watched()
  const engine = await startEngine({ caching: caching(), observers })
  await ran(engine, coldBatch())
  const asked = await figures()
  const [again] = await ran(engine, coldBatch())
  expect(again).toMatchObject({ status: "succeeded", cached: {} })
  expect(upstream.calls()).toBe(1)
  expect(asked).toMatchObject({ requests: 1, runs: 1, inputTokens: 3, outputTokens: 2, cached: 0 })
  expect(await figures()).toMatchObject({ requests: 1, runs: 2, inputTokens: 3, outputTokens: 2, cached: 1 })
  const labels = 'connection="local",model="any"'
  expect(await figure(`bracket_cache_hits_total{${labels}}`)).toBe(1)
  expect(await figure(`bracket_runs_total{${labels},status="succeeded",code="none"}`)).toBe(2)
  expect(await figure(`bracket_tokens_total{${labels},type="input"}`)).toBe(3)
  expect(await figure(`bracket_run_duration_seconds_count{${labels},status="succeeded"}`)).toBe(1)
  expect(documents).toMatchObject([
    { cached: false, status: 200, endpoint: "/v1/chat/completions", duration: expect.any(Number) },
    { cached: true, status: null, duration: expect.any(Number) },
  ])
  const { total } = await store.origins.find({ sha256: again?.outputSha256 ?? "" }, ann, 10)
  expect(total).toBe(2)
})

test("an answer from the cache is screened by the lists of today, and says why it was blocked", async () => {
  answerAll()
  const { observers, documents } = watched()
  const kept = caching()
  const engine = await startEngine({ caching: kept, observers })
  await ran(engine, coldBatch())
  await activate(["answer"], { action: "block" })
  // A node may not have heard of a list for two seconds: this is another one.
  const other = await startEngine({ caching: kept, observers, node: "node-2" })
  const [blocked] = await ran(other, coldBatch())
  expect(blocked).toMatchObject({ status: "blocked", text: "", cost: 0, cached: {} })
  expect(upstream.calls()).toBe(1)
  expect((await figures())?.blocked).toBe(1)
  expect(documents.at(-1)).toMatchObject({ cached: true, error_code: "content_blocked" })
})

test("an answer in which words were masked is not kept: the next run says so too", async () => {
  answerAll()
  await activate(["answer"])
  const engine = await startEngine({ caching: caching() })
  const [first] = await ran(engine, coldBatch())
  const [second] = await ran(engine, coldBatch())
  for (const state of [first, second])
    expect(state).toMatchObject({ text: "██████", screening: { action: "mask", places: 1 } })
  expect(second?.cached).toBeUndefined()
})

test("what the filter masks in a prompt, no observer is told", async () => {
  answerAll()
  await activate(["Ann Smith"])
  const { observers, documents } = watched()
  await ran(await startEngine({ observers }), coldBatch(1, "Write to Ann Smith"))
  expect(documents).toMatchObject([{ prompt: "Write to █████████" }])
})

test("a blocked prompt: a blocked run in the figures and the metrics, no call, no request of the day", async () => {
  await activate(["secret"], { action: "block" })
  const { observers, documents, figure } = watched()
  const engine = await startEngine({ observers })
  await ran(engine, coldBatch(1, "a secret"))
  expect(upstream.calls()).toBe(0)
  expect(await figures()).toMatchObject({ requests: 0, runs: 1, blocked: 1, failed: 0 })
  expect(
    await figure(
      'bracket_runs_total{connection="local",model="any",status="blocked",code="content_blocked"}',
    ),
  ).toBe(1)
  expect(await figure('bracket_screened_runs_total{action="block"}')).toBe(1)
  expect(documents).toEqual([])
  expect((await store.budgets.used(ann, Date.now())).day.requests).toBe(0)
})

test("when the answer that others wait for is blocked, they ask one after the other, and nothing is kept", async () => {
  answerAll()
  await activate(["answer"], { action: "block" })
  const kept = caching()
  const states = await ran(await startEngine({ caching: kept }), coldBatch(3))
  expect(states.map(({ status }) => status)).toEqual(["blocked", "blocked", "blocked"])
  expect(upstream.calls()).toBe(3)
  expect(await kept.cache.figures("all", { ttlMs: 60_000, maxBytes: 1_000_000 })).toMatchObject({
    entries: 0,
  })
})

test("a run that waits for an equal one on another node asks itself when the shared store goes away", async () => {
  const [kept, locks] = [createMemoryAnswerCache({ now: Date.now }), createMemoryKeyValue({ now: Date.now })]
  let isAway = false
  const orAway =
    <Asked extends unknown[], Answer>(call: (...asked: Asked) => Promise<Answer>) =>
    async (...asked: Asked) => {
      if (isAway) throw new Error("away")
      return call(...asked)
    }
  const shared = {
    cache: { ...kept, get: orAway(kept.get), put: orAway(kept.put), count: orAway(kept.count) },
    flights: () => createSlots({ sleep, shared: { ...locks, setIfAbsent: orAway(locks.setIfAbsent) } }),
    policy: () => store.policy.get(),
  }
  const node = (name: string) =>
    startEngine({ caching: { ...shared, flights: shared.flights() }, node: name })
  const [here, there] = [await node("node-1"), await node("node-2")]
  const [first, second] = [coldBatch(), coldBatch()]
  const firstPage = await begin(here, first)
  const call = await upstream.next()
  const page = await begin(there, second)
  await page.until(() => page.of("run.waiting").some(({ reason }) => reason === "equal"))
  isAway = true
  const other = await upstream.next()
  for (const each of [call, other]) {
    each.write("answer")
    each.finish()
  }
  await Promise.all([firstPage.ended, page.ended])
  expect(page.runs()).toMatchObject([{ status: "succeeded", text: "answer" }])
  expect(page.runs()[0]?.cached).toBeUndefined()
})

test("a stop of the server ends the one that asks and those that wait for it", async () => {
  const engine = await startEngine({ caching: caching() })
  const batch = coldBatch(3)
  const page = await begin(engine, batch)
  await upstream.next()
  await page.until(() => page.of("run.waiting").filter(({ reason }) => reason === "equal").length === 2)
  await engine.close(0)
  await page.ended
  const states = (await store.runs.ofBatch(batch.batchId)).map(({ state }) => state)
  expect(states.map(({ status }) => status)).toEqual(["interrupted", "interrupted", "interrupted"])
  expect(upstream.calls()).toBe(1)
})

test("a run that is carried on and answered from the cache takes nothing of the day's tokens", async () => {
  const counted: number[] = []
  const limits: ConnectionLimiter = {
    ...createConnectionLimits({
      store: store.connections,
      keyValue: createMemoryKeyValue({ now: Date.now }),
      sleep,
      now: Date.now,
    }),
    count: async (_, { tokens }) => void counted.push(tokens),
  }
  const engine = await startEngine({
    caching: caching(),
    limits,
    store: { ...store, batches: { ...store.batches, cacheMode: async () => "auto" } },
  })
  const batch = coldBatch()
  const page = await begin(engine, batch)
  ;(await upstream.next()).refuse(400)
  await page.ended
  answerAll()
  await ran(engine, coldBatch())
  const before = [...counted]
  await engine.resumeBatch(batch.batchId, ann)
  await expect
    .poll(async () => (await store.runs.ofBatch(batch.batchId))[0]?.state, { timeout: 20_000 })
    .toMatchObject({ status: "succeeded", cached: {} })
  await engine.close(0)
  expect(counted).toEqual(before)
})

test("marks and endings that a full disk refuses are written when there is room, at the stop at the latest", async () => {
  await activate(["came"], { action: "flag" })
  let full = false
  const guard = <T extends object>(part: T, names: (keyof T)[]): T =>
    new Proxy(part, {
      get(target, name) {
        const call = Reflect.get(target, name)
        if (!full || !names.includes(name as keyof T)) return call
        return async () => Promise.reject(new SqliteError("database or disk is full", 13))
      },
    })
  const engine = await startEngine({
    store: { ...store, runs: guard(store.runs, ["finish"]), screening: guard(store.screening, ["mark"]) },
  })
  const batch = coldBatch()
  const page = await begin(engine, batch)
  const call = await upstream.next()
  full = true
  call.write("what came")
  call.finish()
  await page.ended
  full = false
  await engine.close(0)
  expect((await store.runs.ofBatch(batch.batchId))[0]?.state).toMatchObject({ status: "succeeded" })
  expect(await store.screening.ofRun(`${batch.batchId}.0`)).toMatchObject([{ action: "flag", count: 1 }])
})
