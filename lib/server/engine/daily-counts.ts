import type { Redis } from "ioredis"
import { RateLimiterMemory, RateLimiterRedis } from "rate-limiter-flexible"
import type { ConnectionStore, ConnectionUsage } from "#lib/server/store/connection-ports"

const dayMs = 86_400_000

/** US dollars are counted in millionths: limiters count in whole numbers. */
const perDollar = 1e6

type Counted = keyof ConnectionUsage

/** Midnight UTC before a moment: daily limits begin there. */
export const startOfDay = (at: number): number => at - (at % dayMs)

/**
 * What each connection has taken since midnight UTC: in memory, or on Redis for all nodes. A count that is not there yet
 * (the process has started since, or Redis has) begins with what the runs table says.
 */
export function createDailyCounts(deps: {
  redis?: Redis
  store: Pick<ConnectionStore, "usageSince">
  now: () => number
}) {
  const rule = { keyPrefix: "bracket:day", points: Number.MAX_SAFE_INTEGER, duration: (2 * dayMs) / 1000 }
  const memory = new RateLimiterMemory(rule)
  const counter = deps.redis
    ? new RateLimiterRedis({ ...rule, storeClient: deps.redis, insuranceLimiter: memory })
    : memory
  const begun = new Map<string, Promise<void>>()

  const keyOf = (connectionId: string, counted: Counted): string =>
    `${startOfDay(deps.now())}:${connectionId}:${counted}`
  const units = (counted: Counted, amount: number): number =>
    Math.ceil(counted === "cost" ? amount * perDollar : amount)

  /** Once per connection and day; again when the count is gone, as after a restart of Redis. */
  async function begin(connectionId: string): Promise<void> {
    const since = startOfDay(deps.now())
    const name = `${since}:${connectionId}`
    const known = begun.get(name)
    if (known) {
      await known
      if ((await counter.get(keyOf(connectionId, "requests"))) !== null) return
      if (begun.get(name) === known) begun.delete(name)
    }
    await (begun.get(name) ?? startOf(connectionId, since, name))
  }

  function startOf(connectionId: string, since: number, name: string): Promise<void> {
    for (const old of begun.keys()) if (!old.startsWith(`${since}:`)) begun.delete(old)
    const beginning = (async () => {
      const used = (await deps.store.usageSince(since, [connectionId]))[connectionId]
      for (const counted of ["requests", "tokens", "cost"] as const) {
        const key = keyOf(connectionId, counted)
        if ((await counter.get(key)) === null)
          await counter.set(key, units(counted, used?.[counted] ?? 0), rule.duration)
      }
    })()
    begun.set(name, beginning)
    beginning.catch(() => begun.delete(name))
    return beginning
  }

  return {
    /** What was taken today, in the unit of the limit. */
    async used(connectionId: string, counted: Counted): Promise<number> {
      await begin(connectionId)
      const points = (await counter.get(keyOf(connectionId, counted)))?.consumedPoints ?? 0
      return counted === "cost" ? points / perDollar : points
    },

    /** Counts something, and tells the sum. */
    async add(connectionId: string, counted: Counted, amount: number): Promise<number> {
      await begin(connectionId)
      const { consumedPoints } = await counter.penalty(keyOf(connectionId, counted), units(counted, amount))
      return counted === "cost" ? consumedPoints / perDollar : consumedPoints
    },

    /** Takes back what was counted and did not happen. */
    async takeBack(connectionId: string, counted: Counted, amount: number): Promise<void> {
      await counter.reward(keyOf(connectionId, counted), units(counted, amount))
    },
  }
}

export type DailyCounts = ReturnType<typeof createDailyCounts>
