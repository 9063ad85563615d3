import type { Redis } from "ioredis"
import type { LoggedEvent, RunEvent } from "#lib/domain/events"
import { redisAnswer, redisFailure } from "#lib/server/store/redis-failure"
import { RedisSubscriber } from "#lib/server/store/redis-subscriber"
import type { SharedEventLog } from "./fallback-event-log.ts"

interface RedisLogOptions {
  prefix: string
  maxEvents: number
  /** How long a log is kept after its end. */
  keepMs: number
  /** How long a log is kept that nobody ended: its node died. */
  abandonedMs: number
}

const defaults = { maxEvents: 20_000, keepMs: 300_000, abandonedMs: 86_400_000 }
/** Events in one answer of Redis. */
const pageSize = 2_000

/** A stream's entry: its id and its fields, `event` with JSON, `end`, or `lost` where it goes on elsewhere. */
type Entry = [id: string, fields: string[]]

/**
 * The event log on Redis: one stream per batch, with the server's ids. Readers sleep until a message on the
 * batch's channel and then ask for what is new, so that any number of them needs one subscribed connection and
 * the command connection, which stays the caller's.
 */
export function createRedisEventLog({
  redis,
  ...options
}: { redis: Redis; prefix: string } & Partial<RedisLogOptions>): SharedEventLog {
  return new RedisEventLog(redis, { ...defaults, ...options })
}

class RedisEventLog implements SharedEventLog {
  private readonly redis: Redis
  private readonly options: RedisLogOptions
  private readonly subscriber: RedisSubscriber
  private readonly closing = new AbortController()

  constructor(redis: Redis, options: RedisLogOptions) {
    this.redis = redis
    this.options = options
    this.subscriber = new RedisSubscriber(redis)
  }

  async append(batchId: string, events: RunEvent[]): Promise<LoggedEvent[]> {
    const entries = events.map((event) => ["event", JSON.stringify(event)] as const)
    const ids = await this.write(batchId, entries, this.options.abandonedMs)
    return events.map((event, index) => ({ id: ids[index] ?? "", event }))
  }

  async *read(
    batchId: string,
    after: string | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<LoggedEvent[] | "gap", void, undefined> {
    const stop = AbortSignal.any([signal, this.closing.signal])
    if (stop.aborted) return
    let news = Promise.withResolvers<void>()
    const wake = () => news.resolve()
    stop.addEventListener("abort", wake, { once: true })
    try {
      // Before the first look, so that nothing falls between the two.
      await this.subscriber.listen(this.channel(batchId), wake)
      let last = after
      while (!stop.aborted) {
        news = Promise.withResolvers()
        const entries = await this.page(batchId, last)
        if (stop.aborted) return
        const fresh = last === undefined ? entries : entries.slice(1)
        // The entry that was read last is asked for again: when it is gone, so may be some that came after it.
        if (last !== undefined && entries[0]?.[0] !== last) {
          yield "gap"
          return
        }
        last = fresh.at(-1)?.[0] ?? last
        const events = fresh.flatMap(loggedEvent)
        if (events.length > 0) yield events
        if (fresh.some(isLost)) {
          yield "gap"
          return
        }
        if (entries.length === pageSize) continue
        if (isEnd(entries.at(-1))) return
        if (!stop.aborted) await news.promise
      }
    } finally {
      this.subscriber.leave(this.channel(batchId), wake)
      stop.removeEventListener("abort", wake)
    }
  }

  async lastId(batchId: string): Promise<string | undefined> {
    // The newest entry may be the end mark, whose id no reader has seen.
    const newest = await redisAnswer(this.redis.xrevrange(this.key(batchId), "+", "-", "COUNT", 3))
    return newest.find((entry) => !isEnd(entry) && !isLost(entry))?.[0]
  }

  async end(batchId: string): Promise<void> {
    const newest = await redisAnswer(this.redis.xrevrange(this.key(batchId), "+", "-", "COUNT", 1))
    if (newest.length === 0 || isEnd(newest[0])) return
    await this.write(batchId, [["end", "1"]], this.options.keepMs)
  }

  /** Says to readers that the batch goes on where they cannot follow it: they look into the database. */
  async abandon(batchId: string): Promise<void> {
    await this.write(batchId, [["lost", "1"]], this.options.keepMs)
  }

  async close(): Promise<void> {
    this.closing.abort()
    this.subscriber.close()
  }

  private async write(
    batchId: string,
    entries: (readonly [string, string])[],
    ttlMs: number,
  ): Promise<string[]> {
    const key = this.key(batchId)
    const pipeline = this.redis.pipeline()
    for (const [field, value] of entries)
      pipeline.xadd(key, "MAXLEN", "~", this.options.maxEvents, "*", field, value)
    pipeline.pexpire(key, ttlMs)
    pipeline.publish(this.channel(batchId), "new")
    const answers = (await redisAnswer(pipeline.exec())) ?? []
    return answers.slice(0, entries.length).map(([error, id]) => {
      if (error) throw redisFailure(error)
      return String(id)
    })
  }

  private page(batchId: string, from: string | undefined): Promise<Entry[]> {
    return redisAnswer(this.redis.xrange(this.key(batchId), from ?? "-", "+", "COUNT", pageSize))
  }

  private key(batchId: string): string {
    return `${this.options.prefix}events:${batchId}`
  }

  private channel(batchId: string): string {
    return `${this.options.prefix}events-new:${batchId}`
  }
}

function isEnd(entry: Entry | undefined): boolean {
  return entry?.[1][0] === "end"
}

function isLost(entry: Entry): boolean {
  return entry[1][0] === "lost"
}

function loggedEvent([id, [field, value]]: Entry): LoggedEvent[] {
  if (field !== "event" || value === undefined) return []
  const event: RunEvent = JSON.parse(value)
  return [{ id, event }]
}
