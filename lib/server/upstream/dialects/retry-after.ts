/**
 * How long an upstream asks us to wait, in ms: `retry-after-ms`, else `Retry-After` in seconds or as a date,
 * which is measured from the upstream's own `Date` when it sends one, for its clock may not be ours.
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const exact = headers.get("retry-after-ms")
  if (exact !== null && isCount(exact)) return Math.round(Number(exact))
  const value = headers.get("retry-after")
  if (value === null) return undefined
  if (isCount(value)) return Math.round(Number(value) * 1000)
  const until = Date.parse(value)
  if (Number.isNaN(until)) return undefined
  const theirNow = Date.parse(headers.get("date") ?? "")
  return Math.max(0, until - (Number.isNaN(theirNow) ? now : theirNow))
}

const isCount = (text: string): boolean => /^\s*\d+(\.\d+)?\s*$/.test(text)
