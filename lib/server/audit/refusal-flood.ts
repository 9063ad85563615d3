import type { AuditNote } from "./audit-recorder.ts"

const windowMs = 60_000
/** Refusals of one kind from one address that are written in a minute; a person who errs makes fewer. */
const perWindow = 30
const mostKept = 5_000

/**
 * Strangers may call as often as they like and are refused each time: that must not fill the disk. What lies beyond the
 * bound is counted, and the next entry of its kind says how many those were (`unwritten`).
 */
export function createRefusalFlood(now: () => number): (note: AuditNote) => AuditNote | undefined {
  const seen = new Map<string, { since: number; written: number; unwritten: number }>()
  return (note) => {
    const byStranger = note.personId === null || note.details.code === "rate_limited"
    if (note.outcome !== "refused" || !byStranger) return note
    const key = `${note.address} ${note.personId} ${note.action}`
    const at = now()
    const known = seen.get(key)
    const isFresh = known !== undefined && Math.abs(at - known.since) < windowMs
    if (isFresh && known.written >= perWindow) {
      known.unwritten += 1
      return undefined
    }
    const unwritten = isFresh ? 0 : (known?.unwritten ?? 0)
    seen.delete(key)
    seen.set(key, {
      since: isFresh ? known.since : at,
      written: isFresh ? known.written + 1 : 1,
      unwritten: 0,
    })
    const oldest = seen.keys().next().value
    if (seen.size > mostKept && oldest !== undefined) seen.delete(oldest)
    return unwritten === 0 ? note : { ...note, details: { ...note.details, unwritten } }
  }
}
