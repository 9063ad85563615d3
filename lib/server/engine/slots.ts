import { randomUUID } from "node:crypto"
import type { Sleep } from "#lib/server/engine/sleep"
import type { KeyValue } from "#lib/server/store/key-value"

/** A slot that its holder does not renew for so long is free again, in ms: its process has died. */
const heldMs = 30_000

/** Nodes that wait for each other's slots look again this often, in ms. */
const lookAgainMs = 250

interface Queue {
  active: number
  waiting: { start: () => void }[]
}

export interface SlotDeps {
  /** Shared by several nodes; absent on a single one. */
  shared?: KeyValue
  sleep: Sleep
}

/**
 * So many at a time, by name: in this process in the order in which they came, and across nodes by slots in the
 * key-value port that their holders renew.
 */
export function createSlots({ shared, sleep }: SlotDeps) {
  const queues = new Map<string, Queue>()

  function queueOf(name: string): Queue {
    const known = queues.get(name)
    if (known) return known
    const made: Queue = { active: 0, waiting: [] }
    queues.set(name, made)
    return made
  }

  /** Resolves when it is this one's turn in this process; the returned function ends the turn. */
  async function turn(name: string, limit: number, signal: AbortSignal, onWait: () => void) {
    const queue = queueOf(name)
    const leave = () => {
      queue.active -= 1
      queue.waiting.shift()?.start()
      if (queue.active === 0 && queue.waiting.length === 0) queues.delete(name)
    }
    if (queue.active < limit && queue.waiting.length === 0) {
      queue.active += 1
      return leave
    }
    onWait()
    await new Promise<void>((resolve, reject) => {
      const waiter = {
        start: () => {
          signal.removeEventListener("abort", giveUp)
          queue.active += 1
          resolve()
        },
      }
      const giveUp = () => {
        queue.waiting = queue.waiting.filter((other) => other !== waiter)
        reject(signal.reason)
      }
      signal.addEventListener("abort", giveUp, { once: true })
      queue.waiting.push(waiter)
    })
    return leave
  }

  /** Takes a slot that no node holds; the returned function gives it back. While the port is away, nodes count for themselves. */
  async function sharedSlot(
    port: KeyValue,
    name: string,
    limit: number,
    signal: AbortSignal,
    onWait: () => void,
  ) {
    const token = randomUUID()
    const first = Math.floor(Math.random() * limit)
    for (;;) {
      for (let index = 0; index < limit; index++) {
        const key = `slot:${name}:${(first + index) % limit}`
        const taken = await port.setIfAbsent(key, token, heldMs).catch(() => true)
        if (!taken) continue
        // One that was lost meanwhile (this process slept, the port forgot) may be somebody else's: then it is left alone.
        const renew = async () =>
          (await port.renewIfEqual(key, token, heldMs)) || (await port.setIfAbsent(key, token, heldMs))
        const renewal = setInterval(() => void renew().catch(() => undefined), heldMs / 3)
        renewal.unref()
        return () => {
          clearInterval(renewal)
          void port.deleteIfEqual(key, token).catch(() => undefined)
        }
      }
      onWait()
      await sleep(lookAgainMs, signal)
    }
  }

  return {
    /** Waits for a slot; the returned function gives it back. Rejects with the signal's reason. */
    async take(name: string, limit: number, signal: AbortSignal, onWait: () => void): Promise<() => void> {
      signal.throwIfAborted()
      const leave = await turn(name, limit, signal, onWait)
      if (!shared) return leave
      try {
        const giveBack = await sharedSlot(shared, name, limit, signal, onWait)
        return () => {
          giveBack()
          leave()
        }
      } catch (error) {
        leave()
        throw error
      }
    },
  }
}

export type Slots = ReturnType<typeof createSlots>
