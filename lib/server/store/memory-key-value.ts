import type { KeyValue } from "./key-value.ts"

/** Expired values are looked for when so many have come since the last time. */
const writesPerSweep = 1_000

interface Entry {
  value: string
  expiresAt: number
}

/** Key-value in the memory of this process: for a single node. */
export function createMemoryKeyValue({ now }: { now: () => number }): KeyValue {
  const entries = new Map<string, Entry>()
  let writes = 0

  const live = (key: string): Entry | undefined => {
    const entry = entries.get(key)
    if (!entry || entry.expiresAt > now()) return entry
    entries.delete(key)
    return undefined
  }

  const write = (key: string, value: string, ttlMs: number): void => {
    entries.set(key, { value, expiresAt: now() + Math.max(1, ttlMs) })
    writes += 1
    if (writes % writesPerSweep === 0) for (const known of entries.keys()) live(known)
  }

  return {
    get: async (key) => live(key)?.value,
    set: async (key, value, ttlMs) => write(key, value, ttlMs),
    async setIfAbsent(key, value, ttlMs) {
      if (live(key)) return false
      write(key, value, ttlMs)
      return true
    },
    async delete(key) {
      entries.delete(key)
    },
    async renewIfEqual(key, value, ttlMs) {
      if (live(key)?.value !== value) return false
      write(key, value, ttlMs)
      return true
    },
    async deleteIfEqual(key, value) {
      return live(key)?.value === value && entries.delete(key)
    },
    async close() {
      entries.clear()
    },
  }
}
