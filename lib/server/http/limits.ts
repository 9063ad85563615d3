import type { Redis } from "ioredis"
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible"
import { BracketError } from "#lib/domain/errors"

/** The named limits of the routes: so many calls (`points`) in so many seconds, per person or, before sign-in, per address. */
export const limitRules = {
  read: { points: 1200, seconds: 60 },
  /** Images to be shown: a page of the gallery has many, and scrolling through it must not use up what reads are left. */
  images: { points: 3000, seconds: 60 },
  write: { points: 300, seconds: 60 },
  batches: { points: 240, seconds: 60 },
  /** Calls that make this server call others: tests of connections, looking for local servers. */
  dialOut: { points: 40, seconds: 60 },
  probe: { points: 6000, seconds: 60 },
  /** Guesses at one account from one address (or one browser that is known). */
  signIn: { points: 10, seconds: 300 },
  /** Guesses at one account by strangers, from wherever they come. */
  signInAccount: { points: 100, seconds: 3600 },
  /** Guesses from one address, and printed links: 192 bits are not guessed, so this only keeps the noise down. */
  signInAddress: { points: 60, seconds: 300 },
  signInLink: { points: 60, seconds: 300 },
} as const

export type LimitName = keyof typeof limitRules

export interface Limits {
  /** Takes one call; throws `BracketError("rate_limited")` with the waiting time when none is left. */
  take(name: LimitName, key: string): Promise<void>
}

/** Limits in memory, or shared on Redis; while Redis is away each node counts for itself. */
export function createLimits(redis: Redis | undefined): Limits {
  const limiters = Object.fromEntries(
    Object.entries(limitRules).map(([name, { points, seconds }]) => {
      const rule = { keyPrefix: `bracket:limit:${name}`, points, duration: seconds }
      const memory = new RateLimiterMemory(rule)
      return [
        name,
        redis ? new RateLimiterRedis({ ...rule, storeClient: redis, insuranceLimiter: memory }) : memory,
      ]
    }),
  )
  return {
    async take(name, key) {
      try {
        await limiters[name]?.consume(key)
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        // Never longer than its window, though the clock on the wall was put back meanwhile.
        const waitMs = Math.min(refusal.msBeforeNext, limitRules[name].seconds * 1000)
        const waitSeconds = Math.max(1, Math.ceil(waitMs / 1000))
        throw new BracketError("rate_limited", `Too many calls: wait ${waitSeconds} s.`, {
          hint: "Wait as long as Retry-After says, then try again.",
          params: { waitSeconds },
          retryAfterMs: waitMs,
        })
      }
    },
  }
}
