import { randomUUID } from "node:crypto"
import { Redis } from "ioredis"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { deltas, eventLogContract, readAll } from "./event-log-contract.ts"
import { createRedisEventLog } from "./event-log-redis.ts"

const redisUrl = process.env.TEST_REDIS_URL ?? ""

describe.skipIf(redisUrl === "")("event log on Redis (needs TEST_REDIS_URL)", () => {
  const run = `test:${randomUUID()}:`
  const newPrefix = () => `${run}${randomUUID()}:`
  let redis: Redis
  beforeAll(() => {
    redis = new Redis(redisUrl, { connectionName: run })
  })
  afterAll(async () => {
    const keys = await redis.keys(`${run}*`)
    if (keys.length > 0) await redis.del(keys)
    redis.disconnect()
  })

  eventLogContract(async (options) => createRedisEventLog({ redis, prefix: newPrefix(), ...options }))

  it("a reader on another node gets what this one writes", async () => {
    const prefix = newPrefix()
    const [here, there] = [createRedisEventLog({ redis, prefix }), createRedisEventLog({ redis, prefix })]
    const read = readAll(there, "b1")
    const logged = [...(await here.append("b1", deltas("a"))), ...(await here.append("b1", deltas("b", "c")))]
    await here.end("b1")
    expect(await read).toEqual(logged)
    await here.close()
    await there.close()
  })

  it("more than one page of events is read whole, to the end mark behind it", async () => {
    const log = createRedisEventLog({ redis, prefix: newPrefix() })
    const logged = await log.append("b1", deltas(...Array.from({ length: 4_500 }, String)))
    await log.end("b1")
    expect(await readAll(log, "b1")).toEqual(logged)
    expect(await readAll(log, "b1", logged[1_999]?.id)).toEqual(logged.slice(2_000))
    await log.close()
  })

  it("is kept for a while after the end, and not for ever when its node dies", async () => {
    const prefix = newPrefix()
    const log = createRedisEventLog({ redis, prefix, keepMs: 60_000, abandonedMs: 3_600_000 })
    await log.append("b1", deltas("a"))
    const key = `${prefix}events:b1`
    expect(await redis.pttl(key)).toBeGreaterThan(60_000)
    await log.end("b1")
    expect(await redis.pttl(key)).toBeLessThanOrEqual(60_000)
    await log.append("b1", deltas("joined"))
    expect(await redis.pttl(key)).toBeGreaterThan(60_000)
    await log.close()
  })

  it("a reader whose connection broke reads on without a loss", async () => {
    const log = createRedisEventLog({ redis, prefix: newPrefix() })
    const reader = log.read("b1", undefined, new AbortController().signal)
    await log.append("b1", deltas("a"))
    await reader.next()
    const next = reader.next()
    await breakSubscribers()
    const logged = await log.append("b1", deltas("b"))
    expect((await next).value).toEqual(logged)
    await reader.return()
    await log.close()
  })

  it("says so when Redis is away, instead of hanging", async () => {
    const nowhere = new Redis("redis://127.0.0.1:1/0", { maxRetriesPerRequest: 0, retryStrategy: () => 10 })
    nowhere.on("error", () => {})
    const log = createRedisEventLog({ redis: nowhere, prefix: "x:" })
    const refused = { code: "internal", hint: expect.stringContaining("REDIS_URL") }
    await expect(Promise.resolve(log.append("b1", deltas("a")))).rejects.toMatchObject(refused)
    await expect(log.lastId("b1")).rejects.toMatchObject(refused)
    await expect(readAll(log, "b1")).rejects.toMatchObject(refused)
    await log.close()
    nowhere.disconnect()
  })

  /** Breaks the subscribed connections of this test file; they carry the name of the one they were made from. */
  async function breakSubscribers(): Promise<void> {
    const clients = String(await redis.client("LIST")).split("\n")
    for (const client of clients) {
      const id = /^id=(\d+)/.exec(client)?.[1]
      const subscribed = !client.includes(" sub=0 ")
      if (id && subscribed && client.includes(`name=${run} `)) await redis.client("KILL", "ID", Number(id))
    }
  }
})
