import type { Redis } from "ioredis"
import type { EventLog } from "#lib/server/engine/event-log"
import { createMemoryEventLog } from "#lib/server/engine/event-log-memory"
import { createRedisEventLog } from "#lib/server/engine/event-log-redis"
import { FallbackEventLog } from "#lib/server/engine/fallback-event-log"
import type { Services } from "#lib/server/monitor/services"
import type { AnswerCache } from "#lib/server/store/answer-cache"
import { connectRedis } from "#lib/server/store/connect-redis"
import { createFallbackKeyValue } from "#lib/server/store/fallback-key-value"
import type { KeyValue } from "#lib/server/store/key-value"
import { createMemoryAnswerCache } from "#lib/server/store/memory-answer-cache"
import { createMemoryKeyValue } from "#lib/server/store/memory-key-value"
import { createMemorySignals } from "#lib/server/store/memory-signals"
import { createRedisAnswerCache } from "#lib/server/store/redis-answer-cache"
import { createRedisKeyValue } from "#lib/server/store/redis-key-value"
import { createRedisSignals } from "#lib/server/store/redis-signals"
import type { Signals } from "#lib/server/store/signals"

/** What nodes share, or what a single one has for itself. */
export interface Shared {
  /** Undefined where none is configured. */
  redis?: Redis
  /** False when Redis is configured and did not answer at the start. */
  isThere: boolean
  keyValue: KeyValue
  signals: Signals
  eventLog: EventLog
  answerCache: AnswerCache
  close(): Promise<void>
}

/**
 * In memory, or on Redis when there is a URL. While that is away each node goes on with what it has itself, and with Redis
 * again when it is back. Never rejects.
 */
export async function openShared(deps: {
  redisUrl?: string
  services: Pick<Services, "up" | "away">
  now: () => number
  prefix?: string
}): Promise<Shared> {
  const { redisUrl, services, now, prefix = "bracket:" } = deps
  const memory = { keyValue: createMemoryKeyValue({ now }), eventLog: createMemoryEventLog({ now }) }
  if (redisUrl === undefined) {
    const signals = createMemorySignals()
    const answerCache = createMemoryAnswerCache({ now })
    return {
      ...memory,
      isThere: true,
      signals,
      answerCache,
      close: () => closeAll(memory, signals, answerCache),
    }
  }
  const { redis, isThere, close } = await connectRedis(redisUrl, services)
  const on = { redis, prefix }
  const eventLog = new FallbackEventLog(createRedisEventLog(on), memory.eventLog, isThere)
  redis.on("close", () => eventLog.serverAway())
  redis.on("ready", () => eventLog.serverBack())
  const keyValue = createFallbackKeyValue({ shared: createRedisKeyValue(on), now })
  const signals = createRedisSignals(on)
  const answerCache = createRedisAnswerCache(on)
  return {
    redis,
    isThere,
    keyValue,
    signals,
    eventLog,
    answerCache,
    async close() {
      redis.removeAllListeners("close")
      await closeAll({ eventLog, keyValue }, signals, answerCache)
      close()
    },
  }
}

async function closeAll(
  { eventLog, keyValue }: Pick<Shared, "eventLog" | "keyValue">,
  ...others: { close(): Promise<void> }[]
): Promise<void> {
  await Promise.all([eventLog, keyValue, ...others].map((each) => each.close()))
}
