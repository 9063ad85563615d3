import { describe, expect, test } from "vitest"
import type { StartBatch, Variant } from "#lib/domain/batch"
import { policySchema } from "#lib/domain/policy"
import type { AnswerCaching } from "#lib/server/engine/answer-from-cache"
import type { Engine } from "#lib/server/engine/engine"
import { sleep } from "#lib/server/engine/sleep"
import { createSlots } from "#lib/server/engine/slots"
import type { AnswerCache } from "#lib/server/store/answer-cache"
import { aConnection } from "#lib/server/store/contract-fixtures"
import { createMemoryAnswerCache } from "#lib/server/store/memory-answer-cache"
import { createMemoryKeyValue } from "#lib/server/store/memory-key-value"
import {
  ann,
  answerAll,
  batchOf,
  bob,
  follow,
  pricedVariant,
  setUpEngines,
  startEngine,
  store,
  upstream,
  variant,
} from "./engine-fixture.ts"

setUpEngines()

/** Ready to answer from a cache of its own; several engines with the same one are nodes on one Redis. */
const cachingOf = (
  cache: AnswerCache = createMemoryAnswerCache({ now: Date.now }),
  shared = createMemoryKeyValue({ now: Date.now }),
): AnswerCaching => ({
  cache,
  flights: createSlots({ sleep, shared }),
  policy: () => store.policy.get(),
})

const cold = (prompt = "Hello", more: Partial<Variant> = {}) =>
  variant(prompt, { parameters: { temperature: 0 }, ...more })
const coldBatch = (more: Partial<StartBatch> = {}, count = 1) =>
  batchOf(count, { variants: Array.from({ length: count }, () => cold()), ...more })

/** Runs a batch to its end; the states of its runs. */
async function ran(engine: Engine, batch: StartBatch, personId = ann) {
  await engine.startBatch(batch, personId)
  if (personId === ann) await (await follow(engine, batch.batchId)).ended
  else
    await expect
      .poll(async () => (await store.batches.get(batch.batchId, personId))?.finishedAt, { timeout: 20_000 })
      .not.toBeNull()
  return (await store.runs.ofBatch(batch.batchId)).map(({ state }) => state)
}

describe("an equal request", () => {
  test("is answered from the cache: whole, recorded, said, for nothing", async () => {
    upstream.always((call) => {
      call.think("because")
      call.write("an ", "answer")
      call.finish("length")
    })
    const engine = await startEngine({ caching: cachingOf() })
    const [first] = await ran(
      engine,
      coldBatch({
        variants: [{ ...pricedVariant(), parameters: { temperature: 0, thinking: false, max_tokens: 10 } }],
      }),
    )
    const again = coldBatch({
      variants: [{ ...pricedVariant(), parameters: { max_tokens: 10, thinking: false, temperature: 0 } }],
    })
    const [second] = await ran(engine, again)
    expect(upstream.calls()).toBe(1)
    expect(first?.cached).toBeUndefined()
    expect(first?.cost).toBeGreaterThan(0)
    expect(second).toMatchObject({
      status: "succeeded",
      text: "an answer",
      reasoning: "because",
      finishReason: "length",
      usage: first?.usage,
      outputSha256: first?.outputSha256,
      cost: 0,
      cached: { at: expect.any(Number), savedCost: first?.cost, runId: first?.runId },
      attempts: [],
    })
    const page = await follow(engine, again.batchId, undefined, false)
    await page.ended
    expect(page.runs()[0]).toMatchObject({ text: "an answer", cached: { runId: first?.runId } })
  })

  test("counts neither for the budget nor for the limits of the connection", async () => {
    answerAll()
    await store.connections.put(
      aConnection({
        id: "local",
        name: "Local",
        provider: "compatible",
        base_url: upstream.baseUrl,
        source: "environment",
        trust: "operator",
        settings: JSON.stringify({ limits: { requestsPerDay: 1 } }),
      }),
    )
    await store.budgets.set(ann, { day: { requests: 1 }, month: {} })
    const engine = await startEngine({ caching: cachingOf() })
    const states = []
    for (let time = 0; time < 3; time++) states.push(...(await ran(engine, coldBatch())))
    expect(states.map(({ status }) => status)).toEqual(["succeeded", "succeeded", "succeeded"])
    expect(await store.budgets.used(ann, Date.now())).toMatchObject({ day: { requests: 1 } })
    const [other] = await ran(engine, coldBatch({ variants: [cold("Another")] }))
    expect(other?.status).toBe("failed")
  })

  test("is asked again where chance is in it, and where the person wants so; `off` keeps nothing", async () => {
    answerAll()
    const engine = await startEngine({ caching: cachingOf() })
    const warm = () => batchOf(1, { variants: [variant()] })
    for (const batch of [
      warm(),
      warm(),
      coldBatch({ cache: "off" }),
      coldBatch(),
      coldBatch({ cache: "off" }),
    ])
      expect((await ran(engine, batch))[0]?.cached).toBeUndefined()
    expect(upstream.calls()).toBe(5)
    await ran(engine, { ...warm(), cache: "prefer" })
    expect((await ran(engine, { ...warm(), cache: "prefer" }))[0]?.cached).toBeDefined()
    expect((await ran(engine, warm()))[0]?.cached).toBeUndefined()
    expect(upstream.calls()).toBe(7)
  })

  test("who asks anew gets another answer, and that one from then on", async () => {
    let count = 0
    upstream.always((call) => {
      call.write(`answer ${++count}`)
      call.finish()
    })
    const engine = await startEngine({ caching: cachingOf() })
    await ran(engine, coldBatch())
    const [fresh] = await ran(engine, coldBatch({ cache: "fresh" }))
    expect(fresh).toMatchObject({ text: "answer 2" })
    expect(fresh?.cached).toBeUndefined()
    const [later] = await ran(engine, coldBatch())
    expect(later).toMatchObject({ text: "answer 2", cached: { runId: fresh?.runId } })
  })

  test("repetitions stay independent, each with an answer of its own", async () => {
    let count = 0
    upstream.always((call) => {
      call.write(`answer ${++count}`)
      call.finish()
    })
    const engine = await startEngine({ caching: cachingOf() })
    const samples = () =>
      coldBatch({ runs: [0, 1, 2].map((sample) => ({ variantIndex: 0, row: 0, sample })), concurrency: 1 })
    const texts = async () => (await ran(engine, samples())).map(({ text }) => text)
    const first = await texts()
    expect(new Set(first).size).toBe(3)
    expect(await texts()).toEqual(first)
    expect(upstream.calls()).toBe(3)
  })

  test("of somebody else is asked again, until an admin lets all share; never on a private connection", async () => {
    answerAll()
    const engine = await startEngine({ caching: cachingOf() })
    await ran(engine, coldBatch())
    expect((await ran(engine, coldBatch(), bob))[0]?.cached).toBeUndefined()
    await store.policy.set({ cacheShared: true }, { personId: ann, now: 1 })
    await ran(engine, coldBatch())
    expect((await ran(engine, coldBatch(), bob))[0]?.cached).toBeDefined()
    expect(upstream.calls()).toBe(3)

    const mine = aConnection({
      id: "mine",
      name: "Mine",
      provider: "compatible",
      base_url: upstream.baseUrl,
      source: "person",
      trust: "operator",
      access: "owner",
      owner_id: ann,
      settings: JSON.stringify({ allowPlainHttp: true }),
    })
    await store.connections.put(mine)
    await ran(engine, coldBatch({ variants: [cold("Hello", { connectionId: "mine" })] }))
    // Handed over meanwhile: what the key of one person has paid for is still theirs.
    await store.connections.put({ ...mine, owner_id: bob })
    const [state] = await ran(engine, coldBatch({ variants: [cold("Hello", { connectionId: "mine" })] }), bob)
    expect(state).toMatchObject({ status: "succeeded" })
    expect(state?.cached).toBeUndefined()
  })

  test("an answer older than admins allow is asked for anew, from the next run on", async () => {
    answerAll()
    let time = Date.now()
    const engine = await startEngine({ caching: cachingOf(createMemoryAnswerCache({ now: () => time })) })
    await ran(engine, coldBatch())
    time += 10 * 60_000
    expect((await ran(engine, coldBatch()))[0]?.cached).toBeDefined()
    await store.policy.set({ cacheTtlMinutes: 5 }, { personId: ann, now: 1 })
    expect((await ran(engine, coldBatch()))[0]?.cached).toBeUndefined()
  })
})

test("what was cut off, failed or filtered is not kept", async () => {
  const endings: ((call: Awaited<ReturnType<typeof upstream.next>>) => void)[] = [
    (call) => {
      call.write("half")
      call.response.end()
    },
    (call) => call.refuse(400),
    (call) => {
      call.write("hm")
      call.finish("content_filter")
    },
    (call) => {
      call.write("whole")
      call.finish()
    },
  ]
  upstream.always((call) => endings.shift()?.(call))
  const engine = await startEngine({ caching: cachingOf() })
  const states = []
  for (let time = 0; time < 5; time++) states.push(...(await ran(engine, coldBatch())))
  expect(states.map(({ status, finishReason }) => `${status} ${finishReason}`)).toEqual([
    "succeeded cut",
    "failed undefined",
    "succeeded content_filter",
    "succeeded stop",
    "succeeded stop",
  ])
  expect(states.map(({ cached }) => cached !== undefined)).toEqual([false, false, false, false, true])
})

test("a cache that is away is an empty one: runs go on", async () => {
  answerAll()
  const gone = () => Promise.reject(new Error("away"))
  const cache = { get: gone, put: gone, count: gone, figures: gone, clear: gone, close: gone }
  const engine = await startEngine({ caching: cachingOf(cache) })
  for (let time = 0; time < 2; time++)
    expect((await ran(engine, coldBatch()))[0]).toMatchObject({ status: "succeeded", text: "answer" })
  expect(upstream.calls()).toBe(2)
})

describe("equal requests at the same time", () => {
  test("send one: the others wait for its answer, and say so", async () => {
    const engine = await startEngine({ caching: cachingOf() })
    const batch = coldBatch({}, 5)
    await engine.startBatch(batch, ann)
    const page = await follow(engine, batch.batchId)
    const call = await upstream.next()
    await page.until(() => page.of("run.waiting").filter(({ reason }) => reason === "equal").length === 4)
    call.write("one for all")
    call.finish()
    await page.ended
    expect(upstream.calls()).toBe(1)
    expect(page.text()).toEqual(Array(5).fill("one for all"))
    expect(page.runs().filter(({ cached }) => cached)).toHaveLength(4)
  })

  test("when the one that asked fails, the next one asks, and only that", async () => {
    const engine = await startEngine({ caching: cachingOf() })
    const batch = coldBatch({}, 5)
    await engine.startBatch(batch, ann)
    const page = await follow(engine, batch.batchId)
    ;(await upstream.next()).refuse(400)
    const second = await upstream.next()
    second.write("got it")
    second.finish()
    await page.ended
    expect(upstream.calls()).toBe(2)
    expect(
      page
        .runs()
        .map(({ status }) => status)
        .sort(),
    ).toEqual(["failed", ...Array(4).fill("succeeded")])
  })

  test("one that waits can be stopped; when the one that asked is stopped, another asks", async () => {
    const engine = await startEngine({ caching: cachingOf() })
    const batch = coldBatch({}, 3)
    await engine.startBatch(batch, ann)
    const page = await follow(engine, batch.batchId)
    await upstream.next()
    await page.until(() => page.of("run.waiting").filter(({ reason }) => reason === "equal").length === 2)
    const asking = page.of("run.started")[0]?.runId ?? ""
    const [stopped, left] = page
      .runs()
      .map(({ runId }) => runId)
      .filter((id) => id !== asking)
    await engine.cancelRun(stopped ?? "", ann)
    await page.until(() => page.of("run.finished").length === 1)
    expect(page.of("run.finished")[0]).toMatchObject({ runId: stopped, status: "cancelled" })
    await engine.cancelRun(asking, ann)
    const next = await upstream.next()
    next.write("at last")
    next.finish()
    await page.ended
    expect(page.runs().find(({ runId }) => runId === left)).toMatchObject({
      status: "succeeded",
      text: "at last",
    })
  })

  test("on two nodes send one", async () => {
    const cache = createMemoryAnswerCache({ now: Date.now })
    const locks = createMemoryKeyValue({ now: Date.now })
    const [here, there] = [
      await startEngine({ caching: cachingOf(cache, locks) }),
      await startEngine({ caching: cachingOf(cache, locks), node: "node-2" }),
    ]
    const [one, other] = [coldBatch(), coldBatch()]
    await here.startBatch(one, ann)
    const call = await upstream.next()
    await there.startBatch(other, ann)
    const page = await follow(there, other.batchId)
    await page.until(() => page.of("run.waiting").some(({ reason }) => reason === "equal"))
    call.write("shared")
    call.finish()
    await page.ended
    expect(page.text()).toEqual(["shared"])
    expect(upstream.calls()).toBe(1)
  })
})

test("runs that are put back into the queue keep to what their setup says of the cache", async () => {
  const { batchId } = coldBatch()
  const engine = await startEngine({ caching: cachingOf() })
  answerAll()
  await ran(engine, coldBatch({ batchId }))
  expect(await store.batches.cacheMode(batchId)).toBe("off")
})

test("a policy of before the cache has its defaults", () => {
  expect(policySchema.parse({})).toMatchObject({
    cacheShared: false,
    cacheTtlMinutes: 60,
    cacheMaxMegabytes: 64,
  })
})
