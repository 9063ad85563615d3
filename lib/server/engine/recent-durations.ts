/** So many of the last runs of a connection say how long one takes. */
const remembered = 20

/** How long the last runs on each connection took, in ms. */
export function createRecentDurations() {
  const durations = new Map<string, number[]>()
  return {
    note(connectionId: string, ms: number | undefined): void {
      if (ms === undefined || ms <= 0) return
      durations.set(connectionId, [...(durations.get(connectionId) ?? []), ms].slice(-remembered))
    },
    median(connectionId: string): number | undefined {
      const sorted = (durations.get(connectionId) ?? []).toSorted((a, b) => a - b)
      return sorted[Math.floor(sorted.length / 2)]
    },
  }
}

export type RecentDurations = ReturnType<typeof createRecentDurations>
