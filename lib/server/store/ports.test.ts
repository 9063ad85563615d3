import { randomUUID } from "node:crypto"
import { Redis } from "ioredis"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { keyValueContract } from "./key-value-contract.ts"
import { createMemoryKeyValue } from "./memory-key-value.ts"
import { createMemorySignals } from "./memory-signals.ts"
import { createRedisKeyValue } from "./redis-key-value.ts"
import { createRedisSignals } from "./redis-signals.ts"
import type { Signals } from "./signals.ts"
import { signalsContract } from "./signals-contract.ts"

describe("key-value in memory", () => {
  let time = 0
  keyValueContract(
    async () => createMemoryKeyValue({ now: () => time }),
    async (ms) => {
      time += ms
    },
  )
})

describe("signals in memory", () => {
  signalsContract(async () => [createMemorySignals()], 1)

  it("a listener that fails keeps no other from hearing", async () => {
    const signals = createMemorySignals()
    const warned = new Promise((resolve) => process.once("warning", resolve))
    const heard: string[] = []
    signals.subscribe(() => {
      throw new Error("mine alone")
    })
    signals.subscribe((signal) => heard.push(signal.type))
    await signals.publish({ type: "cancel-run", runId: "r" })
    expect(heard).toEqual(["cancel-run"])
    expect(await warned).toMatchObject({ message: "mine alone" })
  })
})

const redisUrl = process.env.TEST_REDIS_URL ?? ""

describe.skipIf(redisUrl === "")("key-value and signals on Redis (needs TEST_REDIS_URL)", () => {
  let redis: Redis
  const run = `test:${randomUUID()}:`
  const newPrefix = () => `${run}${randomUUID()}:`
  beforeAll(() => {
    redis = new Redis(redisUrl)
  })
  afterAll(async () => {
    await passTime(Number.MAX_SAFE_INTEGER)
    redis.disconnect()
  })

  /** The clock is the server's, so what is left of each key's time is shortened instead of waiting. */
  async function passTime(ms: number): Promise<void> {
    for (const key of await redis.keys(`${run}*`)) {
      const left = await redis.pttl(key)
      if (left <= ms) await redis.del(key)
      else await redis.pexpire(key, left - ms)
    }
  }

  describe("key-value", () => {
    keyValueContract(async () => createRedisKeyValue({ redis, prefix: newPrefix() }), passTime)
  })

  describe("signals", () => {
    signalsContract(async (nodes) => {
      const prefix = newPrefix()
      const ends = Array.from({ length: nodes }, () => createRedisSignals({ redis, prefix }))
      // Publishing waits until that end hears: after one signal from each, all of them hear the last one.
      const lastHeard = ends.map((signals) => heardFrom(signals, `warm-up ${nodes}`))
      for (const [index, signals] of ends.entries())
        await signals.publish({ type: "cancel-run", runId: `warm-up ${index + 1}` })
      await Promise.all(lastHeard)
      return ends
    }, 2)
  })

  it("an unknown message of a newer node is passed over", async () => {
    const prefix = newPrefix()
    const signals = createRedisSignals({ redis, prefix })
    const heard = Promise.withResolvers<unknown>()
    signals.subscribe((signal) => heard.resolve(signal))
    await signals.publish({ type: "cancel-run", runId: "r" })
    await redis.publish(`${prefix}signals`, "no JSON")
    await redis.publish(`${prefix}signals`, JSON.stringify({ type: "from the future" }))
    expect(await heard.promise).toEqual({ type: "cancel-run", runId: "r" })
    await signals.close()
  })

  it("a Redis that is away gives an error that says so, instead of hanging", async () => {
    const nowhere = new Redis("redis://127.0.0.1:1/0", { maxRetriesPerRequest: 0, retryStrategy: () => 10 })
    nowhere.on("error", () => {})
    const store = createRedisKeyValue({ redis: nowhere, prefix: "x:" })
    await expect(store.get("a")).rejects.toMatchObject({
      code: "internal",
      hint: expect.stringContaining("REDIS_URL"),
    })
    nowhere.disconnect()
  })
})

/** Resolves once a node has heard the signal about this run. */
function heardFrom(signals: Signals, runId: string): Promise<void> {
  return new Promise((resolve) => {
    const leave = signals.subscribe((signal) => {
      if (signal.type !== "cancel-run" || signal.runId !== runId) return
      leave()
      resolve()
    })
  })
}
