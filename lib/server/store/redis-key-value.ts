import type { Redis } from "ioredis"
import type { KeyValue } from "./key-value.ts"
import { redisAnswer } from "./redis-failure.ts"

/** Compared and acted upon in one step, so that nobody comes in between. */
const renewScript = `if redis.call("GET", KEYS[1]) == ARGV[1] then return redis.call("PEXPIRE", KEYS[1], ARGV[2]) end return 0`
const deleteScript = `if redis.call("GET", KEYS[1]) == ARGV[1] then return redis.call("DEL", KEYS[1]) end return 0`

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
    async renewIfEqual(key, value, ttlMs) {
      return (await redisAnswer(redis.eval(renewScript, 1, named(key), value, whole(ttlMs)))) === 1
    },
    async deleteIfEqual(key, value) {
      return (await redisAnswer(redis.eval(deleteScript, 1, named(key), value))) === 1
    },
    async close() {},
  }
}
