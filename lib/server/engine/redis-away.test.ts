import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { createConnectionLimits } from "#lib/server/engine/connection-limits"
import {
  ann,
  batchOf,
  follow,
  setUpEngines,
  startEngine,
  store,
  upstream,
  variant,
} from "#lib/server/engine/engine-fixture"
import { hasRedisServer, redisServer } from "#lib/server/engine/redis-server.fixture"
import { sleep } from "#lib/server/engine/sleep"
import { createSlots } from "#lib/server/engine/slots"
import { createLimits } from "#lib/server/http/limits"
import { createServices } from "#lib/server/monitor/services"
import { openShared, type Shared } from "#lib/server/open-shared"

setUpEngines()

describe.skipIf(!hasRedisServer)("Redis that is away (needs redis-server)", () => {
  let redis: Awaited<ReturnType<typeof redisServer>>
  let opened: Shared[]
  const services = createServices(Date.now)
  const isUp = () => services.list().find(({ name }) => name === "redis")?.state
  const becomes = (state: "up" | "away") => vi.waitFor(() => expect(isUp()).toBe(state), { timeout: 20_000 })

  beforeEach(async () => {
    redis = await redisServer()
    opened = []
  })
  afterEach(async () => {
    for (const shared of opened) await shared.close()
    redis.thaw()
    await redis.kill()
  })

  /** A node as the container builds it. */
  async function startNode(node = "node-1") {
    const shared = await openShared({ redisUrl: redis.url, services, now: Date.now })
    opened.push(shared)
    const { keyValue, eventLog, signals, answerCache: cache } = shared
    const engine = await startEngine({
      node,
      eventLog,
      keyValue,
      signals,
      caching: { cache, flights: createSlots({ sleep, shared: keyValue }), policy: () => store.policy.get() },
      limits: createConnectionLimits({
        redis: shared.redis,
        keyValue,
        store: store.connections,
        sleep,
        now: Date.now,
      }),
    })
    return { engine, shared }
  }
  /** At temperature 0, so that the cache has its part in it. */
  const coldBatch = (prompt: string) =>
    batchOf(1, { variants: [variant(prompt, { parameters: { temperature: 0 } })] })

  test("a start without it, runs without it, and with it as soon as it is there", async () => {
    const { engine, shared } = await startNode()
    expect(shared.isThere).toBe(false)
    expect(services.list()).toMatchObject([
      { name: "redis", state: "away", detail: expect.stringMatching(/ECONN/) },
    ])
    const batch = coldBatch("without")
    await engine.startBatch(batch, ann)
    const page = await follow(engine, batch.batchId)
    const call = await upstream.next()
    call.write("first ")
    await page.until(() => page.text()[0] === "first ")

    await redis.start()
    await becomes("up")
    call.write("second")
    call.finish()
    await page.ended
    expect(page.runs()).toMatchObject([{ status: "succeeded", text: "first second" }])

    const next = coldBatch("with")
    await engine.startBatch(next, ann)
    const reader = await follow(engine, next.batchId)
    const second = await upstream.next()
    second.write("there")
    second.finish()
    await reader.ended
    expect(await shared.redis?.exists(`bracket:events:${next.batchId}`)).toBe(1)
    // The first one ended when it was there already.
    expect((await shared.answerCache.figures("", { ttlMs: 60_000, maxBytes: 1 })).entries).toBe(2)
  })

  test("killed in mid-run: the run succeeds, its reader gets all of it, and the next run is on it again", async () => {
    await redis.start()
    const { engine, shared } = await startNode()
    const batch = coldBatch("killed")
    await engine.startBatch(batch, ann)
    const page = await follow(engine, batch.batchId)
    const call = await upstream.next()
    call.write("one ")
    await page.until(() => page.text()[0] === "one ")
    await redis.kill()
    call.write("two ")
    await page.until(() => page.text()[0] === "one two ")
    await becomes("away")
    call.write("three ")
    await page.until(() => page.text()[0] === "one two three ")
    await redis.start()
    await becomes("up")
    call.write("four")
    call.finish()
    await page.ended
    expect(page.runs()).toMatchObject([{ status: "succeeded", text: "one two three four" }])
    expect((await store.runs.ofBatch(batch.batchId))[0]?.state.text).toBe("one two three four")
    // Whoever comes later, with an id of before, gets the end of it too.
    const late = await follow(engine, batch.batchId, page.events[0]?.id)
    await late.ended
    expect(late.of("run.snapshot").at(-1)?.run).toMatchObject({ status: "succeeded" })

    const next = batchOf()
    await engine.startBatch(next, ann)
    const reader = await follow(engine, next.batchId)
    const again = await upstream.next()
    again.write("x")
    again.finish()
    await reader.ended
    expect(await shared.redis?.exists(`bracket:events:${next.batchId}`)).toBe(1)
  })

  test("silent, without closing anything: seen, and nothing waits for it for long", async () => {
    await redis.start()
    const { engine } = await startNode()
    redis.freeze()
    const batch = batchOf()
    await engine.startBatch(batch, ann)
    const page = await follow(engine, batch.batchId)
    const call = await upstream.next()
    call.write("goes on")
    call.finish()
    await page.ended
    expect(page.runs()).toMatchObject([{ status: "succeeded", text: "goes on" }])
    await becomes("away")
    redis.thaw()
    await becomes("up")
  })

  test("a run is stopped on its node while Redis is away", async () => {
    const { engine } = await startNode()
    const batch = batchOf()
    await engine.startBatch(batch, ann)
    const page = await follow(engine, batch.batchId)
    await upstream.next()
    await engine.cancelBatch(batch.batchId, ann)
    await page.ended
    expect(page.runs()).toMatchObject([{ status: "cancelled" }])
  })

  test("a reader on another node sees the end of a batch whose node has lost Redis in between", async () => {
    await redis.start()
    const [here, there] = [await startNode(), await startNode("node-2")]
    const batch = batchOf()
    await here.engine.startBatch(batch, ann)
    const page = await follow(there.engine, batch.batchId)
    const call = await upstream.next()
    call.write("one ")
    await page.until(() => page.text()[0] === "one ")
    await redis.kill()
    await becomes("away")
    await redis.start()
    await becomes("up")
    call.write("two")
    call.finish()
    await page.ended
    expect(page.runs()).toMatchObject([{ status: "succeeded", text: "one two" }])
  })

  test("limits count for themselves, and locks hold on their node", async () => {
    const { shared } = await startNode()
    const limits = createLimits(shared.redis)
    for (let call = 0; call < 10; call++) await limits.take("signIn", "ann")
    await expect(limits.take("signIn", "ann")).rejects.toMatchObject({ code: "rate_limited" })
    expect(await shared.keyValue.setIfAbsent("lock", "mine", 60_000)).toBe(true)
    expect(await shared.keyValue.setIfAbsent("lock", "yours", 60_000)).toBe(false)
    await redis.start()
    await becomes("up")
    expect(await shared.keyValue.setIfAbsent("lock", "yours", 60_000)).toBe(false)
  })
})
