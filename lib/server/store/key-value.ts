/** Small shared values with an expiry: presence of readers, single flights, later the cache. */
export interface KeyValue {
  get(key: string): Promise<string | undefined>
  /** `ttlMs` in ms, at least 1. */
  set(key: string, value: string, ttlMs: number): Promise<void>
  /** Sets only when the key is free; true for exactly one caller. */
  setIfAbsent(key: string, value: string, ttlMs: number): Promise<boolean>
  delete(key: string): Promise<void>
  close(): Promise<void>
}
