import { randomUUID } from "node:crypto"
import { Redis } from "ioredis"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { anAnswer, answerCacheContract } from "./answer-cache-contract.ts"
import { createMemoryAnswerCache } from "./memory-answer-cache.ts"
import { createRedisAnswerCache } from "./redis-answer-cache.ts"

describe("cache of answers in memory", () => {
  let time = 1_000_000
  answerCacheContract(
    async () => createMemoryAnswerCache({ now: () => time }),
    async (ms) => {
      time += ms
    },
  )
})

const redisUrl = process.env.TEST_REDIS_URL ?? ""

describe.skipIf(redisUrl === "")("cache of answers on Redis (needs TEST_REDIS_URL)", () => {
  let redis: Redis
  const run = `test:${randomUUID()}:`
  const newPrefix = () => `${run}${randomUUID()}:`
  beforeAll(() => {
    redis = new Redis(redisUrl)
  })
  afterAll(async () => {
    const keys = await redis.keys(`${run}*`)
    if (keys.length > 0) await redis.del(keys)
    redis.disconnect()
  })

  /** The clock is the server's, so everything is made older instead of waiting. */
  async function passTime(ms: number): Promise<void> {
    for (const key of await redis.keys(`${run}*`)) {
      if (key.endsWith(":kept"))
        for (const member of await redis.zrange(key, "0", "-1"))
          await redis.zincrby(key, String(-ms), String(member))
      else if (key.includes(":answer:")) {
        const left = await redis.pttl(key)
        if (left <= ms) await redis.del(key)
        else await redis.pexpire(key, left - ms)
      }
    }
  }

  answerCacheContract(async () => createRedisAnswerCache({ redis, prefix: newPrefix() }), passTime)

  it("what cannot be read is a miss, as of a newer node, or damaged", async () => {
    const prefix = newPrefix()
    const cache = createRedisAnswerCache({ redis, prefix })
    const rules = { ttlMs: 60_000, maxBytes: 1_000_000 }
    for (const text of ["no JSON", "{}", '{"text":5}', ""]) {
      await cache.put({ scope: "ann", key: "k" }, anAnswer("a"), rules)
      await redis.set(`${prefix}cache:answer:ann k`, text, "KEEPTTL")
      expect(await cache.get({ scope: "ann", key: "k" }, rules), text).toBeUndefined()
    }
  })

  it("two nodes share what either has kept", async () => {
    const prefix = newPrefix()
    const [here, there] = [
      createRedisAnswerCache({ redis, prefix }),
      createRedisAnswerCache({ redis, prefix }),
    ]
    const rules = { ttlMs: 60_000, maxBytes: 1_000_000 }
    await here.put({ scope: "ann", key: "k" }, anAnswer("a"), rules)
    expect(await there.get({ scope: "ann", key: "k" }, rules)).toEqual(anAnswer("a"))
    expect(await there.clear("ann")).toBe(1)
    expect(await here.get({ scope: "ann", key: "k" }, rules)).toBeUndefined()
  })

  it("leaves nothing on the server for ever", async () => {
    const prefix = newPrefix()
    const cache = createRedisAnswerCache({ redis, prefix })
    await cache.put({ scope: "ann", key: "k" }, anAnswer("a"), { ttlMs: 60_000, maxBytes: 1_000_000 })
    for (const key of await redis.keys(`${prefix}*`)) expect(await redis.pttl(key), key).toBeGreaterThan(0)
  })
})
