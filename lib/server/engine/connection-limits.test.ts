import { randomUUID } from "node:crypto"
import { Redis } from "ioredis"
import { afterAll, describe, expect, test } from "vitest"
import type { ConnectionLimits } from "#lib/domain/managed-connection"
import { createConnectionLimits } from "#lib/server/engine/connection-limits"
import type { Sleep } from "#lib/server/engine/sleep"
import type { ConnectionUsage } from "#lib/server/store/connection-ports"
import { createMemoryKeyValue } from "#lib/server/store/memory-key-value"
import { createRedisKeyValue } from "#lib/server/store/redis-key-value"

const signal = new AbortController().signal
const noon = Date.parse("2026-11-24T12:00:00Z")

/** A sleep that lasts as long as the test says. */
function heldSleep() {
  const held: { ms: number; wake: () => void }[] = []
  const sleep: Sleep = (ms, signal) =>
    new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true })
      held.push({ ms, wake: resolve })
    })
  return { sleep, held }
}

const redisUrl = process.env.TEST_REDIS_URL ?? ""
const redis = redisUrl === "" ? undefined : new Redis(redisUrl)
afterAll(() => redis?.disconnect())

describe("limits of connections, in memory", () => limitsContract(undefined))
describe.skipIf(!redis)("limits of connections, on Redis (needs TEST_REDIS_URL)", () => limitsContract(redis))

function limitsContract(shared: Redis | undefined): void {
  function node(
    options: { used?: ConnectionUsage; now?: () => number; sleep?: Sleep; prefix?: string } = {},
  ) {
    const now = options.now ?? (() => noon)
    const prefix = options.prefix ?? `test:${randomUUID()}:`
    return createConnectionLimits({
      redis: shared,
      keyValue: shared
        ? createRedisKeyValue({ redis: shared, prefix })
        : createMemoryKeyValue({ now: Date.now }),
      store: {
        usageSince: async (_, ids) =>
          Object.fromEntries(options.used ? ids.map((id) => [id, options.used as ConnectionUsage]) : []),
      },
      sleep: options.sleep ?? heldSleep().sleep,
      now,
    })
  }
  const connection = (limits: ConnectionLimits, id: string = randomUUID()) => ({
    connectionId: id,
    connectionName: "Local",
    limits,
  })

  test("without limits nothing waits", async () => {
    const limits = node()
    const waits: string[] = []
    const of = connection({})
    for (let n = 0; n < 20; n++) await limits.admit(of, signal, (reason) => waits.push(reason))
    expect(waits).toEqual([])
  })

  test("too many at once wait for their turn, in their order, and one that is stopped lets the next go", async () => {
    const limits = node()
    const of = connection({ concurrency: 2 })
    const order: number[] = []
    const waits: string[] = []
    const stop = new AbortController()
    const ask = (n: number, by = signal) =>
      limits
        .admit(of, by, (reason) => waits.push(`${n} ${reason}`))
        .then((admission) => {
          order.push(n)
          return admission
        })
    const [first, second] = [await ask(1), await ask(2)]
    const third = ask(3, stop.signal)
    const stopped = third.catch((reason: unknown) => reason)
    const fourth = ask(4)
    const fifth = ask(5)
    await expect.poll(() => waits).toEqual(["3 concurrency", "4 concurrency", "5 concurrency"])
    stop.abort("cancelled")
    expect(await stopped).toBe("cancelled")
    first.leave(true)
    first.leave(true)
    await fourth
    second.leave(true)
    await fifth
    expect(order).toEqual([1, 2, 4, 5])
  })

  test("too soon waits, and says until when", async () => {
    const { sleep, held } = heldSleep()
    const limits = node({ sleep })
    const of = connection({ requestsPerSecond: 2 })
    const waits: { reason: string; untilMs?: number }[] = []
    const ask = () => limits.admit(of, signal, (reason, untilMs) => waits.push({ reason, untilMs }))
    await ask()
    await ask()
    const third = ask()
    await expect.poll(() => held.length).toBe(1)
    expect(waits[0]).toMatchObject({ reason: "rate" })
    expect(waits[0]?.untilMs).toBe(noon + (held[0]?.ms ?? 0))
    expect(held[0]?.ms).toBeLessThanOrEqual(1000)
    // The window of the limiter is one of real time: woken too early, it waits for the rest.
    const waking = setInterval(() => held.shift()?.wake(), 20)
    await third
    clearInterval(waking)
  })

  test("a day's requests are counted as they are sent: not one more, however many ask at once", async () => {
    const limits = node()
    const of = connection({ requestsPerDay: 3 })
    const asked = await Promise.allSettled([1, 2, 3, 4, 5].map(() => limits.admit(of, signal, () => {})))
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(3)
    const refused = asked.find((each) => each.status === "rejected")
    expect(refused?.reason).toMatchObject({
      code: "connection_quota",
      retryable: false,
      params: { connection: "Local", which: "requests", limit: 3, used: 3, resetsInHours: 12 },
    })
  })

  test("near the plan's quota requests slow down, and say so; what the plan allows for a day is the end", async () => {
    const limits = node()
    const of = { ...connection({}), planQuota: { requestsPerMinute: 5, requestsPerDay: 4 } }
    const waits: string[] = []
    for (let n = 0; n < 4; n++) (await limits.admit(of, signal, (reason) => waits.push(reason))).leave(true)
    expect(waits).toEqual([])
    const day = await limits.use(of.connectionId, of.planQuota)
    expect(day).toEqual([
      { name: "requestsPerMinute", used: 4, quota: 5, line: 4 },
      { name: "requestsPerDay", used: 4, quota: 4, line: 3.2 },
    ])
    await expect(limits.admit(of, signal, () => {})).rejects.toMatchObject({
      code: "connection_quota",
      params: { which: "requests", limit: 4 },
    })
    const stop = new AbortController()
    const slowed = limits.admit(
      { ...of, planQuota: { requestsPerMinute: 5 } },
      stop.signal,
      (reason, untilMs) => waits.push(`${reason} ${untilMs !== undefined && untilMs > noon}`),
    )
    await expect.poll(() => waits).toEqual(["quota true"])
    stop.abort("cancelled")
    await expect(slowed).rejects.toBe("cancelled")
  })

  test("what was never sent does not count", async () => {
    const limits = node()
    const of = connection({ requestsPerDay: 1 })
    const admission = await limits.admit(of, signal, () => {})
    admission.leave(false)
    await expect
      .poll(() =>
        limits
          .admit(of, signal, () => {})
          .then(
            () => "admitted",
            () => "refused",
          ),
      )
      .toBe("admitted")
  })

  test.each([
    ["tokens", { tokensPerDay: 100 }, { tokens: 100, cost: 0 }, { limit: 100, used: 100 }],
    ["cost", { costPerDay: 0.5 }, { tokens: 5, cost: 0.500001 }, { limit: 0.5, used: 0.500001 }],
  ] as const)(
    "%s over a day's sum are refused before anything is sent",
    async (which, given, taken, params) => {
      const limits = node()
      const of = connection(given)
      await limits.admit(of, signal, () => {})
      await limits.count(of.connectionId, taken)
      await expect(limits.admit(of, signal, () => {})).rejects.toMatchObject({
        code: "connection_quota",
        params: { which, ...params },
      })
      // Another connection is none of its business.
      await limits.admit(connection(given), signal, () => {})
    },
  )

  test("a restart forgets nothing: the day's sum begins with what History says", async () => {
    const limits = node({ used: { requests: 7, tokens: 0, cost: 0 } })
    await expect(limits.admit(connection({ requestsPerDay: 7 }), signal, () => {})).rejects.toMatchObject({
      params: { used: 7 },
    })
    await limits.admit(connection({ requestsPerDay: 8 }), signal, () => {})
  })

  test.skipIf(!shared)(
    "a Redis that lost its counts begins with what History says, in a node that runs on",
    async () => {
      const used = { requests: 0, tokens: 0, cost: 0 }
      const limits = node({ used })
      const of = connection({ requestsPerDay: 3 })
      const signal = new AbortController().signal
      ;(await limits.admit(of, signal, () => {})).leave(true)
      used.requests = 3
      const lost = await shared?.keys(`bracket:day:*${of.connectionId}*`)
      await shared?.del(...(lost ?? []))
      await expect(limits.admit(of, signal, () => {})).rejects.toMatchObject({ code: "connection_quota" })
    },
  )

  test("midnight UTC begins anew", async () => {
    let now = Date.parse("2026-11-24T23:59:59Z")
    const limits = node({ now: () => now })
    const of = connection({ requestsPerDay: 1 })
    await limits.admit(of, signal, () => {})
    await expect(limits.admit(of, signal, () => {})).rejects.toMatchObject({
      params: { resetsInHours: 1 },
    })
    now += 1000
    await limits.admit(of, signal, () => {})
  })

  test.skipIf(!shared)("nodes share what there is: slots, and the day's sum", async () => {
    const prefix = `test:${randomUUID()}:`
    const { sleep, held } = heldSleep()
    const [one, other] = [node({ prefix, sleep }), node({ prefix, sleep })]
    const of = connection({ concurrency: 1, requestsPerDay: 2 })
    const first = await one.admit(of, signal, () => {})
    const waits: string[] = []
    const second = other.admit(of, signal, (reason) => waits.push(reason))
    await expect.poll(() => held.length).toBe(1)
    expect(waits).toEqual(["concurrency"])
    first.leave(true)
    const waking = setInterval(() => held.shift()?.wake(), 20)
    await second
    clearInterval(waking)
    await expect(one.admit(of, signal, () => {})).rejects.toMatchObject({ code: "connection_quota" })
  })
}
