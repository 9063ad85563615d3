import type { Redis } from "ioredis"
import * as z from "zod/mini"
import { redisAnswer } from "./redis-failure.ts"
import { RedisSubscriber } from "./redis-subscriber.ts"
import { createSignalListeners } from "./signal-listeners.ts"
import type { Signal, Signals } from "./signals.ts"

const signalSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("cancel-batch"), batchId: z.string() }),
  z.object({ type: z.literal("cancel-run"), runId: z.string() }),
])

/**
 * Signals to all nodes that use the same prefix, by Redis pub/sub on a connection of its own; the connection for
 * publishing stays the caller's.
 */
export function createRedisSignals({ redis, prefix }: { redis: Redis; prefix: string }): Signals {
  const channel = `${prefix}signals`
  const listeners = createSignalListeners()
  const subscriber = new RedisSubscriber(redis)
  const hearing = subscriber
    .listen(channel, (message) => {
      const signal = readSignal(message)
      if (signal) listeners.tell(signal)
    })
    // Redis is away: the subscriber hears once it is back, and publishing says so until then.
    .catch(() => {})
  return {
    async publish(signal) {
      // This node is one of those that must hear it.
      await hearing
      await redisAnswer(redis.publish(channel, JSON.stringify(signal)))
    },
    subscribe: listeners.subscribe,
    async close() {
      listeners.clear()
      subscriber.close()
    },
  }
}

/** A message of a newer node, or the subscriber's own word that it was away, is no signal that we know. */
function readSignal(message: string): Signal | undefined {
  if (message === "") return undefined
  try {
    return signalSchema.safeParse(JSON.parse(message)).data
  } catch {
    return undefined
  }
}
