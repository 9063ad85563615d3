import { LRUCache } from "lru-cache"
import { type AnswerCache, type CacheRules, entryBytes, largestShare, readAnswer } from "./answer-cache.ts"

/** Answers whose time is over are looked for when so many have come since the last time. */
const putsPerSweep = 1_000

interface Entry {
  scope: string
  text: string
  bytes: number
  /** Epoch ms. */
  keptAt: number
}

/** Answers in the memory of this process: for a single node. `now` is epoch ms. */
export function createMemoryAnswerCache({ now }: { now: () => number }): AnswerCache {
  let entries = roomOf(1)
  const counts = { hit: 0, miss: 0 }
  let puts = 0

  /** The bound of the library is fixed: another one is another room, into which goes what was used last. */
  function keepTo({ maxBytes }: CacheRules): void {
    if (maxBytes === entries.maxSize) return
    const before = entries.dump()
    entries = roomOf(maxBytes)
    entries.load(before)
  }

  function drop(isGone: (entry: Entry) => boolean): number {
    const gone = [...entries.entries()].filter(([, entry]) => isGone(entry))
    for (const [name] of gone) entries.delete(name)
    return gone.length
  }

  const dropOld = ({ ttlMs }: CacheRules) => drop(({ keptAt }) => keptAt + ttlMs <= now())

  const sums = (some: Entry[]) => ({
    entries: some.length,
    bytes: some.reduce((sum, { bytes }) => sum + bytes, 0),
  })

  return {
    async get({ scope, key }, rules) {
      keepTo(rules)
      const entry = entries.get(`${scope} ${key}`)
      if (entry && entry.keptAt + rules.ttlMs > now()) return readAnswer(entry.text)
      entries.delete(`${scope} ${key}`)
      return undefined
    },
    async put({ scope, key }, answer, rules) {
      keepTo(rules)
      const text = JSON.stringify(answer)
      const bytes = entryBytes(text)
      if (bytes > rules.maxBytes * largestShare) return false
      entries.set(`${scope} ${key}`, { scope, text, bytes, keptAt: now() })
      puts += 1
      if (puts % putsPerSweep === 0) dropOld(rules)
      return true
    },
    async count(what) {
      counts[what] += 1
    },
    async figures(scope, rules) {
      keepTo(rules)
      dropOld(rules)
      const all = [...entries.values()]
      const own = sums(all.filter((entry) => entry.scope === scope))
      return { ...sums(all), own, hits: counts.hit, misses: counts.miss }
    },
    clear: async (scope) => drop((entry) => scope === undefined || entry.scope === scope),
    async close() {
      entries.clear()
    },
  }
}

const roomOf = (maxBytes: number) =>
  new LRUCache<string, Entry>({ maxSize: maxBytes, sizeCalculation: ({ bytes }) => bytes })
