import { setTimeout as wait } from "node:timers/promises"

/** Waits for some ms; rejects with the signal's reason as soon as it aborts. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>

export const sleep: Sleep = async (ms, signal) => {
  await wait(ms, undefined, { signal }).catch(() => signal.throwIfAborted())
}
