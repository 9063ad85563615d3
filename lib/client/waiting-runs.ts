import type { Column } from "#lib/client/workspace"
import { isFinal } from "#lib/domain/outcome"
import type { RunState } from "#lib/domain/run"

/** The runs of a workspace that wait for one connection. */
export interface WaitingRuns {
  connectionId: string
  count: number
  /** What most of them wait for. */
  reason: "queue" | "concurrency" | "rate" | "quota" | "breaker"
  /** Epoch ms until which a known pause lasts. */
  untilMs: number
}

/**
 * Those that wait for the connection for which most do; undefined while none does. A retry is no waiting in line, and who
 * waits for the answer to an equal request asks for no place.
 */
export function waitingRuns(
  columns: Pick<Column, "connectionId" | "results">[],
  active: ReadonlySet<string>,
  runOf: (runId: string) => RunState | undefined,
): WaitingRuns | undefined {
  const found = new Map<
    string,
    { count: number; reasons: Map<WaitingRuns["reason"], number>; untilMs: number }
  >()
  for (const { connectionId, results } of columns)
    for (const { runId } of Object.values(results)) {
      const run = active.has(runId) ? runOf(runId) : undefined
      if (!run || isFinal(run.status)) continue
      const reason = run.waiting?.reason ?? (run.status === "queued" ? "queue" : undefined)
      if (reason === undefined || reason === "retry" || reason === "equal") continue
      const entry = found.get(connectionId) ?? { count: 0, reasons: new Map(), untilMs: 0 }
      found.set(connectionId, entry)
      entry.count += 1
      entry.reasons.set(reason, (entry.reasons.get(reason) ?? 0) + 1)
      entry.untilMs = Math.max(entry.untilMs, run.waiting?.untilMs ?? 0)
    }
  const [most] = [...found].sort(([, a], [, b]) => b.count - a.count)
  if (!most) return undefined
  const [connectionId, { count, reasons, untilMs }] = most
  // Whoever is in the queue waits for those that wait for something else.
  const others = [...reasons].filter(([reason]) => reason !== "queue").sort(([, a], [, b]) => b - a)
  return { connectionId, count, reason: others[0]?.[0] ?? "queue", untilMs }
}
