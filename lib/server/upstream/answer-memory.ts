/** What one exchange may keep of its answers in memory, out of what all share. */
export interface AnswerRoom {
  /** Resolves as soon as so many bytes more may be kept. Rejects with the reason of the exchange's signal. */
  take(bytes: number): Promise<void> | void
  /** Says that so many of them are not kept any more. */
  give(bytes: number): void
  /** Says that none of them are. */
  free(): void
}

interface Waiting {
  held: Held
  bytes: number
  start: () => void
}

interface Held {
  bytes: number
}

/** What the answers of this process may take together. */
export const answerMemoryBytes = 128 * 1024 * 1024

/**
 * Bounds what all answers together take of this process's memory: so many bytes as they came from the wire (a text and
 * what is read from it take about three times that for a moment). Whose answer does not fit any more waits, its socket
 * paused, until others have let go of theirs. Whoever has held some for longest never waits, for else those that wait for
 * each other would wait for ever: `maxBytes` can be exceeded by one answer, which has a bound of its own.
 */
export function createAnswerMemory(maxBytes: number) {
  /** In the order in which they began to hold something. */
  const holding = new Set<Held>()
  let taken = 0
  let waiting: Waiting[] = []

  function fits(held: Held, bytes: number): boolean {
    const [oldest] = holding
    return taken + bytes <= maxBytes || oldest === undefined || oldest === held
  }

  function keep(held: Held, bytes: number): void {
    holding.add(held)
    held.bytes += bytes
    taken += bytes
  }

  function letGo(held: Held, bytes: number): void {
    const given = Math.min(bytes, held.bytes)
    held.bytes -= given
    taken -= given
    if (held.bytes === 0) holding.delete(held)
    for (const waiter of waiting) if (fits(waiter.held, waiter.bytes)) waiter.start()
  }

  return {
    /** `signal`: ends the waiting. What is held then is still to be let go of. */
    room(signal: AbortSignal): AnswerRoom {
      const held: Held = { bytes: 0 }
      return {
        take(bytes) {
          if (fits(held, bytes)) return keep(held, bytes)
          return new Promise((resolve, reject) => {
            signal.throwIfAborted()
            const leave = () => {
              waiting = waiting.filter((other) => other !== waiter)
              signal.removeEventListener("abort", giveUp)
            }
            const giveUp = () => {
              leave()
              reject(signal.reason)
            }
            const waiter: Waiting = {
              held,
              bytes,
              start() {
                leave()
                keep(held, bytes)
                resolve()
              },
            }
            waiting.push(waiter)
            signal.addEventListener("abort", giveUp, { once: true })
          })
        },
        give: (bytes) => letGo(held, bytes),
        free: () => letGo(held, held.bytes),
      }
    },
    /** How many bytes are held, by all. */
    get taken() {
      return taken
    },
    /** How many answers wait. */
    get waiting() {
      return waiting.length
    },
  }
}

export type AnswerMemory = ReturnType<typeof createAnswerMemory>
