import type { KeyValue } from "./key-value.ts"
import { createMemoryKeyValue } from "./memory-key-value.ts"

/**
 * Key-value that is shared while its server is there, and this node's own while it is away: locks then hold on this node,
 * which is better than nowhere. What was taken here meanwhile still counts when the server is back.
 */
export function createFallbackKeyValue({ shared, now }: { shared: KeyValue; now: () => number }): KeyValue {
  const local = createMemoryKeyValue({ now })
  /** What this node holds on the server, as far as it knows. */
  const held = createMemoryKeyValue({ now })

  /** The answer of the shared one; while that is away, of this node's. */
  async function either<T>(ask: (one: KeyValue) => Promise<T>): Promise<T> {
    try {
      return await ask(shared)
    } catch {
      return await ask(local)
    }
  }

  return {
    get: async (key) => (await either((one) => one.get(key))) ?? (await local.get(key)),
    set: (key, value, ttlMs) => either((one) => one.set(key, value, ttlMs)),
    async setIfAbsent(key, value, ttlMs) {
      // Somebody on this node has taken it while the server was away.
      if ((await local.get(key)) !== undefined) return false
      const taken = await either((one) => one.setIfAbsent(key, value, ttlMs))
      if (taken) await held.set(key, value, ttlMs)
      return taken
    },
    async delete(key) {
      await local.delete(key)
      await either((one) => one.delete(key))
    },
    async renewIfEqual(key, value, ttlMs) {
      try {
        if (await shared.renewIfEqual(key, value, ttlMs)) {
          await held.set(key, value, ttlMs)
          return true
        }
        // Taken here: now that the server is back, the other nodes are to see it.
        if (!(await local.deleteIfEqual(key, value))) return false
        return await shared.setIfAbsent(key, value, ttlMs)
      } catch {
        // Taken there, and the server has gone since: it is still this one's as far as anybody here knows.
        if (await local.renewIfEqual(key, value, ttlMs)) return true
        return (await held.renewIfEqual(key, value, ttlMs)) && (await local.setIfAbsent(key, value, ttlMs))
      }
    },
    async deleteIfEqual(key, value) {
      await held.deleteIfEqual(key, value)
      const here = await local.deleteIfEqual(key, value)
      return (await shared.deleteIfEqual(key, value).catch(() => false)) || here
    },
    async close() {
      await Promise.all([shared, local, held].map((one) => one.close()))
    },
  }
}
