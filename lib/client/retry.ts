import type { RunState } from "#lib/domain/run"

/** True for a run that came to nothing without being told to: it failed, its process died, or the ceiling kept it back. */
export function needsRetry(run: RunState | undefined): boolean {
  if (!run) return false
  if (run.status === "failed" || run.status === "interrupted") return true
  return run.status === "cancelled" && run.error?.code === "cost_ceiling"
}
