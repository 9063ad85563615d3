/** Previews of images that are being made, in memory. */
export type PreviewMemory = ReturnType<typeof createPreviewMemory>

/** Keeps at most `maxBytes` of previews; what was not looked at for longest goes first. */
export function createPreviewMemory(maxBytes: number) {
  const kept = new Map<string, Buffer>()
  let total = 0
  const keyOf = (personId: string, sha256: string) => `${sha256} ${personId}`
  const forget = (key: string) => {
    total -= kept.get(key)?.length ?? 0
    kept.delete(key)
  }
  return {
    put(personId: string, sha256: string, bytes: Buffer): void {
      const key = keyOf(personId, sha256)
      forget(key)
      kept.set(key, bytes)
      total += bytes.length
      for (const oldest of kept.keys()) {
        if (total <= maxBytes) break
        forget(oldest)
      }
    },

    get(personId: string, sha256: string): Buffer | undefined {
      const key = keyOf(personId, sha256)
      const bytes = kept.get(key)
      if (bytes) {
        // A map lists its entries in the order in which they were set.
        kept.delete(key)
        kept.set(key, bytes)
      }
      return bytes
    },

    discard(personId: string): void {
      for (const key of [...kept.keys()]) if (key === keyOf(personId, key.slice(0, 64))) forget(key)
    },
  }
}
