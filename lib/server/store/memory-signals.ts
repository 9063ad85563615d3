import { createSignalListeners } from "./signal-listeners.ts"
import type { Signals } from "./signals.ts"

/** Signals within this process: for a single node. */
export function createMemorySignals(): Signals {
  const listeners = createSignalListeners()
  return {
    publish: async (signal) => listeners.tell(signal),
    subscribe: listeners.subscribe,
    close: async () => listeners.clear(),
  }
}
