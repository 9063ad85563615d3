import { leaseMs } from "#lib/server/engine/lease"
import type { LeaseHolder } from "#lib/server/store/run-ports"

/**
 * Finds nodes that have died by what is seen of them, as clocks of several machines, or of one that was moved, do not
 * agree on when a lease ends: who has not renewed for a whole lease, by our own steady clock, does not live any more.
 */
export function watchLeases(steady: () => number): (holders: LeaseHolder[]) => LeaseHolder[] {
  const seen = new Map<string, { until: number; at: number }>()
  return (holders) => {
    const at = steady()
    for (const node of seen.keys()) if (!holders.some((holder) => holder.node === node)) seen.delete(node)
    return holders.filter(({ node, until }) => {
      const before = seen.get(node)
      if (before?.until === until) return at - before.at >= leaseMs
      seen.set(node, { until, at })
      return false
    })
  }
}
