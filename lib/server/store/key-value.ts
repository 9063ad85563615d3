/** Small shared values with an expiry: presence of readers, single flights, later the cache. */
export interface KeyValue {
  get(key: string): Promise<string | undefined>
  /** `ttlMs` in ms, at least 1. */
  set(key: string, value: string, ttlMs: number): Promise<void>
  /** Sets only when the key is free; true for exactly one caller. */
  setIfAbsent(key: string, value: string, ttlMs: number): Promise<boolean>
  delete(key: string): Promise<void>
  /** Gives what still has this value more time; false when it is gone, or somebody else's by now. */
  renewIfEqual(key: string, value: string, ttlMs: number): Promise<boolean>
  /** Deletes only what still has this value: who held a lock too long must not open the next one's. */
  deleteIfEqual(key: string, value: string): Promise<boolean>
  close(): Promise<void>
}
