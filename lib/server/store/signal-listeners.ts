import type { Signal } from "./signals.ts"

/** Who listens to signals in this process. */
export function createSignalListeners() {
  const listeners = new Set<(signal: Signal) => void>()
  return {
    /** Tells every listener. One that throws keeps none of the others from hearing, and shows as a warning. */
    tell(signal: Signal): void {
      for (const listener of [...listeners]) {
        try {
          listener(signal)
        } catch (error) {
          process.emitWarning(error instanceof Error ? error : String(error))
        }
      }
    },
    /** Returns a function that ends the subscription. */
    subscribe(listener: (signal: Signal) => void): () => void {
      // Wrapped, so that one function may subscribe twice and end each by itself.
      const subscription = (signal: Signal) => listener(signal)
      listeners.add(subscription)
      return () => {
        listeners.delete(subscription)
      }
    },
    clear: () => listeners.clear(),
  }
}
