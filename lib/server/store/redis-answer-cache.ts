import type { Redis } from "ioredis"
import { type AnswerCache, entryBytes, largestShare, readAnswer } from "./answer-cache.ts"
import { redisAnswer } from "./redis-failure.ts"

/** The index outlives every answer: it goes so many ms after the last one was kept. */
const indexMs = 8 * 86_400_000

/**
 * Beside the answers, which expire by themselves, stand four keys: when each was used last (a rising number), when it was
 * kept, how many bytes it takes, and sums, whole and by scope. All of them change in one script, so that they agree, and by the server's
 * clock. A member is a scope and a key.
 */
const shared = `
local used, kept, sizes, sums, prefix = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function sum(member, entries, bytes)
  local scope = string.match(member, "^(.*) ")
  redis.call("HINCRBY", sums, "bytes", bytes)
  redis.call("HINCRBY", sums, "entries", entries)
  redis.call("HINCRBY", sums, "bytes of " .. scope, bytes)
  if redis.call("HINCRBY", sums, "entries of " .. scope, entries) == 0 then
    redis.call("HDEL", sums, "bytes of " .. scope, "entries of " .. scope)
  end
end
local function forget(member)
  local size = redis.call("HGET", sizes, member)
  redis.call("ZREM", used, member)
  redis.call("ZREM", kept, member)
  redis.call("DEL", prefix .. member)
  if not size then return 0 end
  redis.call("HDEL", sizes, member)
  sum(member, -1, -size)
  return 1
end
local function tidy(ttl)
  for _, old in ipairs(redis.call("ZRANGEBYSCORE", kept, "-inf", now - ttl)) do forget(old) end
end
local function use(member) redis.call("ZADD", used, redis.call("HINCRBY", sums, "uses", 1), member) end
`

const getScript = `${shared}
local text = redis.call("GET", prefix .. ARGV[1])
local at = redis.call("ZSCORE", kept, ARGV[1])
if text and at and at + ARGV[2] > now then
  use(ARGV[1])
  return text
end
forget(ARGV[1])
return false`

const putScript = `${shared}
local member, text, ttl, size, most = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])
tidy(ttl)
forget(member)
redis.call("SET", prefix .. member, text, "PX", ttl)
redis.call("HSET", sizes, member, size)
redis.call("ZADD", kept, now, member)
use(member)
sum(member, 1, size)
while tonumber(redis.call("HGET", sums, "bytes")) > most do
  local oldest = redis.call("ZRANGE", used, 0, 0)[1]
  if not oldest then break end
  forget(oldest)
end
for i = 1, 4 do redis.call("PEXPIRE", KEYS[i], ARGV[6]) end
return 1`

const figuresScript = `${shared}
tidy(ARGV[2])
local names = {"entries", "bytes", "entries of " .. ARGV[1], "bytes of " .. ARGV[1], "hit", "miss"}
local figures = redis.call("HMGET", sums, unpack(names))
for i = 1, #names do figures[i] = tonumber(figures[i] or 0) end
return figures`

const clearScript = `${shared}
local removed = 0
for _, member in ipairs(redis.call("ZRANGE", used, 0, -1)) do
  if string.sub(member, 1, #ARGV[1]) == ARGV[1] then removed = removed + forget(member) end
end
return removed`

/** Answers on Redis, shared by all nodes that use the same prefix. The connection stays the caller's. */
export function createRedisAnswerCache({ redis, prefix }: { redis: Redis; prefix: string }): AnswerCache {
  const keys = ["used", "kept", "sizes", "sums", "answer:"].map((name) => `${prefix}cache:${name}`)
  const run = (script: string, ...args: (string | number)[]): Promise<unknown> =>
    redisAnswer(redis.eval(script, keys.length, ...keys, ...args))
  return {
    async get({ scope, key }, { ttlMs }) {
      const text = await run(getScript, `${scope} ${key}`, ttlMs)
      return typeof text === "string" ? readAnswer(text) : undefined
    },
    async put({ scope, key }, answer, { ttlMs, maxBytes }) {
      const text = JSON.stringify(answer)
      const bytes = entryBytes(text)
      if (bytes > maxBytes * largestShare) return false
      await run(putScript, `${scope} ${key}`, text, Math.max(1, Math.round(ttlMs)), bytes, maxBytes, indexMs)
      return true
    },
    async count(what) {
      await redisAnswer(redis.hincrby(`${prefix}cache:sums`, what, 1))
    },
    async figures(scope, { ttlMs }) {
      const answer = (await run(figuresScript, scope, ttlMs)) as number[]
      const [entries = 0, bytes = 0, ownEntries = 0, ownBytes = 0, hits = 0, misses = 0] = answer
      return { entries, bytes, own: { entries: ownEntries, bytes: ownBytes }, hits, misses }
    },
    clear: async (scope) => Number(await run(clearScript, scope === undefined ? "" : `${scope} `)),
    async close() {},
  }
}
