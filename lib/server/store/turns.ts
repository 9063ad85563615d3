/** So many at a time, in the order in which they came; the others wait. */
function createTurns(atOnce: number) {
  let free = atOnce
  const waiting: (() => void)[] = []
  return {
    async take<T>(work: () => Promise<T>): Promise<T> {
      if (free > 0) free -= 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        // Whoever waits longest takes over the place.
        if (next) next()
        else free += 1
      }
    },
    isIdle: () => free === atOnce,
  }
}

/**
 * Turns for work that is heavy on memory and threads: `atOnce` at a time in all, and one at a time of each person, so
 * that nobody's pictures keep everybody else's waiting.
 */
export function createFairTurns(atOnce: number) {
  const all = createTurns(atOnce)
  const people = new Map<string, ReturnType<typeof createTurns>>()
  return async <T>(personId: string, work: () => Promise<T>): Promise<T> => {
    const own = people.get(personId) ?? createTurns(1)
    people.set(personId, own)
    try {
      return await own.take(() => all.take(work))
    } finally {
      if (own.isIdle()) people.delete(personId)
    }
  }
}
