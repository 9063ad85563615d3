import type { RunState } from "#lib/domain/run"

/**
 * When the requests of this carrying of a run were sent (epoch ms, in order). A run that was put back into the queue
 * keeps its earlier attempts, which were counted when it ended before: they lie behind the last attempt that no retry
 * followed.
 */
export function sentAttempts({ attempts, status, timing, cached, finishedAt }: RunState): number[] {
  const last = attempts.at(-1)
  if (!last || cached) return []
  const retried = last.waitMs !== undefined
  const isLive = status === "queued" || status === "running"
  // Ended before this carrying began: nothing was sent since.
  if (!retried && last.endedAt !== (isLive ? undefined : finishedAt)) return []
  if (retried && !isLive && timing?.totalMs === 0) return []
  const sent = [last.startedAt]
  for (const attempt of attempts.slice(0, -1).reverse()) {
    if (attempt.waitMs === undefined) break
    sent.unshift(attempt.startedAt)
  }
  return sent.map(Math.round)
}
