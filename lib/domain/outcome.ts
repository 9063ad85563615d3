import type { RunStatus } from "#lib/domain/outcome-schema"

export type { Attempt, FinishReason, RunStatus, Timing, Token, Usage } from "#lib/domain/outcome-schema"

/** True once nothing more will come: every status but `queued` and `running`. */
export function isFinal(status: RunStatus): boolean {
  return status !== "queued" && status !== "running"
}
