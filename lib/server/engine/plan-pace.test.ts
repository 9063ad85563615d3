import { randomUUID } from "node:crypto"
import { Redis } from "ioredis"
import { afterAll, describe, expect, test } from "vitest"
import type { PlanQuota } from "#lib/domain/managed-connection"
import type { Sleep } from "#lib/server/engine/sleep"
import { createPlanPace } from "./plan-pace.ts"
import { createMemoryWindow, createRedisWindow } from "./sliding-window.ts"
import { createSlots } from "./slots.ts"

const signal = new AbortController().signal

/** A pace whose time passes only while somebody sleeps. */
function aPace(softLine = 80) {
  let at = 0
  const sleep: Sleep = async (ms, by) => {
    by.throwIfAborted()
    await Promise.resolve()
    at += ms
  }
  const pace = createPlanPace({
    window: createMemoryWindow(() => at),
    lines: createSlots({ sleep }),
    counts: { used: async (_, counted) => (counted === "requests" ? 900 : 5) },
    sleep,
    softLine: async () => softLine,
  })
  return { pace, now: () => at, sleep }
}

/** The most that lies within any window of so many ms. */
function most(sent: { at: number; amount: number }[], windowMs: number): number {
  return Math.max(
    ...sent.map(({ at: from }) =>
      sent.reduce((sum, { at, amount }) => (at >= from && at < from + windowMs ? sum + amount : sum), 0),
    ),
  )
}

test.each<[string, PlanQuota, number, number, number]>([
  ["10 a second", { requestsPerSecond: 10 }, 100, 1000, 8],
  ["60 a minute", { requestsPerMinute: 60 }, 200, 60_000, 48],
  ["1 a second, which is less than one under the line", { requestsPerSecond: 1 }, 10, 1250, 1],
])(
  "with %s allowed, no window of any place holds more than the line",
  async (_, quota, count, windowMs, line) => {
    const { pace, now } = aPace()
    const sent: { at: number; amount: number }[] = []
    await Promise.all(
      Array.from({ length: count }, async () => {
        await pace.wait("one", quota, { sent: 0 }, signal, () => undefined)
        sent.push({ at: now(), amount: 1 })
      }),
    )
    expect(sent).toHaveLength(count)
    expect(most(sent, windowMs)).toBe(line)
    // Slowed down, not stopped: at most one slot in sixty is given away.
    expect(now()).toBeLessThanOrEqual((count / line) * windowMs * 1.05)
  },
)

test("up to the line nothing waits", async () => {
  const { pace, now } = aPace()
  const waits: (number | undefined)[] = []
  for (let count = 0; count < 48; count++)
    await pace.wait("one", { requestsPerMinute: 60 }, { sent: 0 }, signal, (ms) => waits.push(ms))
  expect([waits, now()]).toEqual([[], 0])
})

test("tokens are guessed before and put right afterwards; more than the line at once goes alone", async () => {
  const { pace, now } = aPace()
  const quota = { tokensPerMinute: 1000 }
  const ask = (sent: number, most?: number) =>
    pace.wait("one", quota, { sent, most }, signal, () => undefined)
  const first = await ask(100, 300)
  expect(first).toEqual({ tokens: 400 })
  await pace.settle("one", quota, first ?? { tokens: 0 }, { tokens: 150, answered: 50 })
  // Answers like the last one: 600 and 50 are still under 800.
  expect(await ask(600)).toEqual({ tokens: 650 })
  expect(now()).toBe(0)
  expect(await pace.use("one", quota)).toEqual([
    { name: "tokensPerMinute", used: 800, quota: 1000, line: 800 },
  ])
  await ask(5000)
  expect(now()).toBeGreaterThanOrEqual(60_000)
})

test("who is stopped while waiting takes nothing, and those behind go on in their order", async () => {
  const held: { wake: () => void; stop: (reason: unknown) => void }[] = []
  let at = 0
  const sleep: Sleep = (ms, by) =>
    new Promise((resolve, reject) => {
      by.addEventListener("abort", () => reject(by.reason), { once: true })
      held.push({
        wake: () => {
          at += ms
          resolve()
        },
        stop: reject,
      })
    })
  const pace = createPlanPace({
    window: createMemoryWindow(() => at),
    lines: createSlots({ sleep }),
    counts: { used: async () => 0 },
    sleep,
    softLine: async () => 100,
  })
  const quota = { requestsPerSecond: 100, requestsPerMinute: 1 }
  const order: string[] = []
  const ask = (name: string, by = signal) =>
    pace.wait("one", quota, { sent: 0 }, by, () => undefined).then(() => order.push(name))
  await ask("first")
  const stop = new AbortController()
  const second = ask("second", stop.signal).catch((reason: unknown) => reason)
  const third = ask("third")
  await expect.poll(() => held.length).toBe(1)
  stop.abort("cancelled")
  expect(await second).toBe("cancelled")
  await expect.poll(() => held.length).toBe(2)
  held[1]?.wake()
  await third
  expect(order).toEqual(["first", "third"])
  expect((await pace.use("one", quota))[0]).toMatchObject({ name: "requestsPerSecond", used: 1 })
})

test("tells how much of a day is used, and where the line is", async () => {
  const { pace } = aPace(50)
  expect(await pace.use("one", { requestsPerDay: 1000, tokensPerDay: 10 })).toEqual([
    { name: "requestsPerDay", used: 900, quota: 1000, line: 500 },
    { name: "tokensPerDay", used: 5, quota: 10, line: 5 },
  ])
})

const redisUrl = process.env.TEST_REDIS_URL ?? ""
const redis = redisUrl === "" ? undefined : new Redis(redisUrl)
afterAll(() => redis?.disconnect())

describe.skipIf(!redis)("a window on Redis (needs TEST_REDIS_URL)", () => {
  test("is one for all nodes, says how long to wait, and takes back", async () => {
    if (!redis) return
    const nodes = [1, 2].map(() =>
      createRedisWindow(
        redis,
        createMemoryWindow(() => 0),
      ),
    )
    const name = randomUUID()
    const rule = { windowMs: 60_000, most: 3 }
    const answers = await Promise.all([0, 1, 0, 1].map((node) => nodes[node]?.take(name, 1, rule)))
    expect(answers.filter((answer) => answer?.taken)).toHaveLength(3)
    const refused = answers.find((answer) => !answer?.taken)
    const waitMs = refused && !refused.taken ? refused.waitMs : 0
    expect(waitMs).toBeGreaterThan(0)
    expect(waitMs).toBeLessThanOrEqual(61_000)
    expect(await nodes[0]?.used(name, rule)).toBe(3)
    await nodes[1]?.add(name, -1, rule)
    expect(await nodes[0]?.take(name, 1, rule)).toEqual({ taken: true })
  })

  test("that is away leaves each node to count for itself", async () => {
    const away = new Redis({ port: 1, lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null })
    away.on("error", () => undefined)
    const window = createRedisWindow(
      away,
      createMemoryWindow(() => 0),
    )
    const rule = { windowMs: 1000, most: 1 }
    expect(await window.take("one", 1, rule)).toEqual({ taken: true })
    expect(await window.take("one", 1, rule)).toMatchObject({ taken: false })
    away.disconnect()
  })
})
