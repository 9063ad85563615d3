import { randomUUID } from "node:crypto"
import type { Redis } from "ioredis"
import * as z from "zod/mini"
import { RedisSubscriber } from "./redis-subscriber.ts"
import { createSignalListeners } from "./signal-listeners.ts"
import type { Signal, Signals } from "./signals.ts"

const signalSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("cancel-batch"), batchId: z.string() }),
  z.object({ type: z.literal("cancel-run"), runId: z.string() }),
])

/**
 * Signals to all nodes that use the same prefix, by Redis pub/sub on a connection of its own; the connection for
 * publishing stays the caller's. While Redis is away, within this process.
 */
export function createRedisSignals({ redis, prefix }: { redis: Redis; prefix: string }): Signals {
  const channel = `${prefix}signals`
  const node = randomUUID()
  const listeners = createSignalListeners()
  const subscriber = new RedisSubscriber(redis)
  const hearing = subscriber
    .listen(channel, (message) => {
      const signal = readSignal(message, node)
      if (signal) listeners.tell(signal)
    })
    // Redis is away: the subscriber hears once it is back.
    .catch(() => {})
  return {
    async publish(signal) {
      // This node hears itself, whether Redis is there or not; the others do when it is.
      listeners.tell(signal)
      await hearing
      await redis.publish(channel, JSON.stringify({ ...signal, from: node })).catch(() => undefined)
    },
    subscribe: listeners.subscribe,
    async close() {
      listeners.clear()
      subscriber.close()
    },
  }
}

const senderSchema = z.object({ from: z.optional(z.string()) })

/** A message of a newer node, our own, or the subscriber's word that it was away, is no signal to be told. */
function readSignal(message: string, node: string): Signal | undefined {
  if (message === "") return undefined
  try {
    const sent: unknown = JSON.parse(message)
    return senderSchema.safeParse(sent).data?.from === node ? undefined : signalSchema.safeParse(sent).data
  } catch {
    return undefined
  }
}
