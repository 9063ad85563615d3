import type { Signal, Signals } from "./signals.ts"

/** Signals within this process: for a single node. */
export function createMemorySignals(): Signals {
  const listeners = new Set<(signal: Signal) => void>()
  return {
    async publish(signal) {
      tellAll(listeners, signal)
    },
    subscribe(listener) {
      // Wrapped, so that one function may subscribe twice and end each by itself.
      const subscription = (signal: Signal) => listener(signal)
      listeners.add(subscription)
      return () => {
        listeners.delete(subscription)
      }
    },
    async close() {
      listeners.clear()
    },
  }
}

/** Tells every listener. One that throws keeps none of the others from hearing, and shows as a warning. */
export function tellAll(listeners: Iterable<(signal: Signal) => void>, signal: Signal): void {
  for (const listener of [...listeners]) {
    try {
      listener(signal)
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error))
    }
  }
}
