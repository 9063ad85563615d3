/**
 * Ms that only ever go forward, whatever happens to the clock on the wall: for how long something took, and how long it
 * may still take. The numbers mean nothing by themselves, and nothing in another process.
 */
export const steadyNow = (): number => performance.now()

/**
 * A clock that is set by the wall once, and goes steadily from then on: what it tells are epoch ms, of which no later one
 * is smaller than an earlier one and differences are what has passed.
 */
export function clockFrom({ now, steady }: { now: () => number; steady: () => number }): () => number {
  const set = Math.round(now() - steady())
  return () => Math.round(set + steady())
}
