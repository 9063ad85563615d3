import type { Redis } from "ioredis"
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible"
import type { PlanQuota } from "#lib/domain/managed-connection"
import { defaultSoftLine, type QuotaUse } from "#lib/domain/soft-line"
import { createDailyCounts } from "#lib/server/engine/daily-counts"
import { createDailyLimits, type Limited } from "#lib/server/engine/daily-limits"
import { createPlanPace, type PaceTicket } from "#lib/server/engine/plan-pace"
import type { Sleep } from "#lib/server/engine/sleep"
import { createMemoryWindow, createRedisWindow } from "#lib/server/engine/sliding-window"
import { createSlots } from "#lib/server/engine/slots"
import { steadyNow } from "#lib/server/steady-clock"
import type { ConnectionStore } from "#lib/server/store/connection-ports"
import type { KeyValue } from "#lib/server/store/key-value"

/** What is known of a request before it is sent: its own tokens, and how many its answer may have. */
export interface Expected {
  sent: number
  most?: number
}

export type OnWait = (reason: "concurrency" | "rate" | "quota", untilMs?: number) => void

/** A request that may be sent. */
export interface Admission {
  /** It was sent and is over; or, when it was never sent, nothing of it counts. */
  leave(sent: boolean): void
  /** What it took is known: the guess for the plan's quota is put right. */
  settle(taken: { tokens: number; answered: number }): Promise<void>
}

/** A wait is never longer than this, whatever a clock says: then it is asked again. In ms. */
const longestWaitMs = 100_000

/**
 * The limits of connections, which all runs on one share, on all nodes: too many at once or too soon wait, what is over
 * a day's sum fails. A connection without limits waits for nothing here.
 */
export function createConnectionLimits(deps: {
  redis?: Redis
  keyValue: KeyValue
  store: Pick<ConnectionStore, "usageSince">
  sleep: Sleep
  now: () => number
  steady?: () => number
  /** The soft line in per cent. */
  softLine?: () => Promise<number>
}) {
  const { redis, sleep, now, steady = steadyNow, softLine = async () => defaultSoftLine } = deps
  const slots = createSlots({ sleep, ...(redis ? { shared: deps.keyValue } : {}) })
  /** Who asks for a rate waits in line: only the first of them asks the limiter. */
  const lines = createSlots({ sleep })
  const counts = createDailyCounts(deps)
  const days = createDailyLimits({ counts, now })
  const memory = createMemoryWindow(steady)
  const pace = createPlanPace({
    window: redis ? createRedisWindow(redis, memory) : memory,
    lines,
    counts,
    sleep,
    softLine,
  })
  const limiters = new Map<number, RateLimiterMemory | RateLimiterRedis>()

  /** Below one per second it is one in so many whole seconds; above, whole requests per second. */
  function limiterOf(perSecond: number): RateLimiterMemory | RateLimiterRedis {
    const known = limiters.get(perSecond)
    if (known) return known
    const rule = {
      keyPrefix: `bracket:rate:${perSecond}`,
      points: Math.max(1, Math.floor(perSecond)),
      duration: Math.max(1, Math.ceil(1 / perSecond)),
    }
    const memory = new RateLimiterMemory(rule)
    const made = redis
      ? new RateLimiterRedis({ ...rule, storeClient: redis, insuranceLimiter: memory })
      : memory
    limiters.set(perSecond, made)
    return made
  }

  async function waitForRate(
    id: string,
    perSecond: number,
    signal: AbortSignal,
    onWait: OnWait,
  ): Promise<void> {
    const leaveLine = await lines.take(`rate:${id}`, 1, signal, () => onWait("rate"))
    try {
      for (;;) {
        const waitMs = await limiterOf(perSecond)
          .consume(id)
          .then(() => undefined, waitOf)
        if (waitMs === undefined) return
        const ms = Math.min(waitMs, longestWaitMs)
        onWait("rate", now() + ms)
        await sleep(ms, signal)
      }
    } finally {
      leaveLine()
    }
  }

  return {
    /**
     * Waits until a request may be sent, and says what it waits for. Throws `BracketError("connection_quota")`; rejects
     * with the signal's reason.
     */
    async admit(
      of: Limited,
      signal: AbortSignal,
      onWait: OnWait,
      expected: Expected = { sent: 0 },
    ): Promise<Admission> {
      const { connectionId, limits, planQuota = {} } = of
      await days.refuseOver(of)
      const { concurrency, requestsPerSecond } = limits
      const giveBack =
        concurrency === undefined
          ? () => undefined
          : await slots.take(`connection:${connectionId}`, concurrency, signal, () => onWait("concurrency"))
      let ticket: PaceTicket | undefined
      try {
        if (requestsPerSecond !== undefined)
          await waitForRate(connectionId, requestsPerSecond, signal, onWait)
        ticket = await pace.wait(connectionId, planQuota, expected, signal, (waitMs) =>
          onWait("quota", waitMs === undefined ? undefined : now() + waitMs),
        )
        // What went before may have used up the day while this one waited.
        await days.refuseOver(of)
        await days.countRequest(of)
      } catch (error) {
        giveBack()
        if (ticket) await pace.takeBack(connectionId, planQuota, ticket)
        throw error
      }
      let left = false
      return {
        leave(sent) {
          if (left) return
          left = true
          giveBack()
          if (sent) return
          void counts.takeBack(connectionId, "requests", 1).catch(() => undefined)
          if (ticket) void pace.takeBack(connectionId, planQuota, ticket)
        },
        async settle(taken) {
          if (ticket) await pace.settle(connectionId, planQuota, ticket, taken)
        },
      }
    },

    /** How much of each quota of a plan is used: in its window just now, or today. */
    use: (connectionId: string, planQuota: PlanQuota): Promise<QuotaUse[]> =>
      pace.use(connectionId, planQuota),

    /** What was taken since midnight UTC, in the unit of the limit. */
    usedToday: (connectionId: string, counted: "requests" | "tokens" | "cost"): Promise<number> =>
      counts.used(connectionId, counted),

    /** Counts what a run has taken once it is known; also where nothing is limited yet, as a limit may come today. */
    async count(connectionId: string, taken: { tokens: number; cost: number }): Promise<void> {
      if (taken.tokens > 0) await counts.add(connectionId, "tokens", taken.tokens)
      if (taken.cost > 0) await counts.add(connectionId, "cost", taken.cost)
    },
  }
}

export type ConnectionLimiter = ReturnType<typeof createConnectionLimits>

function waitOf(refusal: unknown): number {
  if (refusal instanceof RateLimiterRes) return Math.max(1, refusal.msBeforeNext)
  throw refusal
}
