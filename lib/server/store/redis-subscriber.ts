import type { Redis } from "ioredis"
import { redisAnswer } from "./redis-failure.ts"

type Listener = (message: string) => void

/**
 * One connection on which a node hears any number of Redis channels. Each time it is connected (again), it
 * subscribes and then tells every listener with an empty message: something may have been missed, look yourself.
 */
export class RedisSubscriber {
  private readonly connection: Redis
  private readonly listeners = new Map<string, Set<Listener>>()
  /** A channel is subscribed to once, however many listen. */
  private readonly subscribed = new Map<string, Promise<unknown>>()

  constructor(redis: Redis) {
    // ioredis would resubscribe too, but does not say when it is done.
    this.connection = redis.duplicate({
      autoResubscribe: false,
      lazyConnect: false,
      // Whoever listens just before it is connected waits for that moment, whatever the other connection does.
      enableOfflineQueue: true,
      maxRetriesPerRequest: 2,
    })
    this.connection.on("error", () => {})
    this.connection.on("message", (channel, message) => this.tell(channel, message))
    this.connection.on("ready", () => void this.subscribeAgain())
  }

  /**
   * Resolves once every later message will be heard. Rejects while Redis is away; the listener is kept all the
   * same, and hears as soon as it is back: who does not want that calls `leave`.
   */
  async listen(channel: string, listener: Listener): Promise<void> {
    const listeners = this.listeners.get(channel) ?? new Set()
    listeners.add(listener)
    this.listeners.set(channel, listeners)
    const subscribed = this.subscribed.get(channel) ?? redisAnswer(this.connection.subscribe(channel))
    this.subscribed.set(channel, subscribed)
    try {
      await subscribed
    } catch (error) {
      if (this.subscribed.get(channel) === subscribed) this.subscribed.delete(channel)
      throw error
    }
  }

  /** Ends what `listen` began. */
  leave(channel: string, listener: Listener): void {
    const listeners = this.listeners.get(channel)
    if (!listeners?.delete(listener) || listeners.size > 0) return
    this.listeners.delete(channel)
    this.subscribed.delete(channel)
    // A connection that is gone is subscribed to nothing.
    this.connection.unsubscribe(channel).catch(() => {})
  }

  /** Closes the connection; nothing is heard from here on. */
  close(): void {
    this.listeners.clear()
    this.connection.disconnect()
  }

  private tell(channel: string, message: string): void {
    for (const listener of [...(this.listeners.get(channel) ?? [])]) listener(message)
  }

  private async subscribeAgain(): Promise<void> {
    const channels = [...this.listeners.keys()]
    if (channels.length === 0) return
    try {
      await this.connection.subscribe(...channels)
    } catch {
      // Lost once more: the next connection tries again.
      return
    }
    for (const channel of channels) this.tell(channel, "")
  }
}
