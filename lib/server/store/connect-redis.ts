import { Redis } from "ioredis"

/** The start waits so long for Redis, in ms; then it goes on without. */
const startMs = 3_000
/** A server that does not answer within this time, in ms, counts as away. */
const answerMs = 2_000
const lookEveryMs = 2_000
/** Most ms between two tries to connect. */
const longestPauseMs = 2_000

/** Who is told how Redis is. */
export interface RedisWatcher {
  up(name: "redis"): void
  away(name: "redis", detail: string): void
}

export interface RedisLink {
  redis: Redis
  /** False when the start went on without it. */
  isThere: boolean
  close(): void
}

/**
 * Connects to Redis, for as long as the process lives: what is asked while it is away fails at once, and it is used again
 * as soon as it is back. Tells `services` how it is. Never rejects.
 */
export async function connectRedis(url: string, services: RedisWatcher): Promise<RedisLink> {
  const redis = new Redis(url, {
    lazyConnect: true,
    // Nobody is to wait for a server that is not there: no queue until it is, no second try.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: answerMs,
    connectTimeout: startMs,
    retryStrategy: (tries) => Math.min(tries * 100, longestPauseMs),
  })
  let reason = "it does not answer"
  redis.on("error", (error: Error) => {
    reason = error.message.slice(0, 200)
    if (redis.status !== "ready") services.away("redis", reason)
  })
  redis.on("ready", () => services.up("redis"))
  redis.on("close", () => services.away("redis", reason))

  // One that is there and silent, or behind a line that was cut, closes nothing: it has to be asked.
  const look = setInterval(() => {
    if (redis.status !== "ready") return
    redis.ping().catch((error: Error) => {
      if (redis.status !== "ready") return
      reason = error.message
      redis.disconnect(true)
    })
  }, lookEveryMs)
  look.unref()

  const isThere = await answersInTime(redis)
  if (!isThere) services.away("redis", reason)
  return {
    redis,
    isThere,
    close() {
      clearInterval(look)
      redis.removeAllListeners("close")
      redis.disconnect()
    },
  }
}

async function answersInTime(redis: Redis): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, startMs, false)
  })
  const connected = redis.connect().then(
    () => true,
    () => false,
  )
  return await Promise.race([connected, late]).finally(() => clearTimeout(timer))
}
