import type { Redis } from "ioredis"
import type { KeyValue } from "./key-value.ts"
import { redisAnswer } from "./redis-failure.ts"

/** Key-value on Redis, shared by all nodes that use the same prefix. The connection stays the caller's. */
export function createRedisKeyValue({ redis, prefix }: { redis: Redis; prefix: string }): KeyValue {
  const named = (key: string) => `${prefix}kv:${key}`
  const whole = (ttlMs: number) => Math.max(1, Math.round(ttlMs))
  return {
    async get(key) {
      return (await redisAnswer(redis.get(named(key)))) ?? undefined
    },
    async set(key, value, ttlMs) {
      await redisAnswer(redis.set(named(key), value, "PX", whole(ttlMs)))
    },
    async setIfAbsent(key, value, ttlMs) {
      return (await redisAnswer(redis.set(named(key), value, "PX", whole(ttlMs), "NX"))) === "OK"
    },
    async delete(key) {
      await redisAnswer(redis.del(named(key)))
    },
    async close() {},
  }
}
