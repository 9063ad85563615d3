import type { Variant } from "#lib/domain/batch"
import { isRepeatable } from "#lib/domain/cache-key"
import type { Connection } from "#lib/domain/connection"
import type { RunState } from "#lib/domain/run"
import { askedOf, type Cell } from "./run-plan.ts"
import { targetOf } from "./variant.ts"
import type { Workspace } from "./workspace.ts"

/**
 * Whether the cache will probably answer a cell: what it shows was asked in the same way, came whole, and may be given out
 * again. How long answers are kept only the server knows; an hour unless somebody has changed that.
 */
export function isProbablyKept(
  variant: Variant,
  { column, key }: Pick<Cell, "column" | "key">,
  given: {
    workspace: Pick<Workspace, "mode" | "cache">
    connections: Connection[]
    runOf: (runId: string) => RunState | undefined
    /** Epoch ms. */
    now?: number
  },
): boolean {
  const { workspace, connections, runOf, now = Date.now() } = given
  const result = column.results[key]
  if (workspace.cache === "off" || !result || result.asked !== askedOf(variant)) return false
  const target = targetOf(workspace.mode, column, connections)
  if (!target || (workspace.cache !== "prefer" && !isRepeatable(variant, target))) return false
  const { status, finishReason, finishedAt, cached } = runOf(result.runId) ?? {}
  const isWhole = finishReason === "stop" || finishReason === "length" || finishReason === "tool_calls"
  const madeAt = typeof cached === "object" ? cached.at : finishedAt
  return status === "succeeded" && isWhole && now - (madeAt ?? 0) < usualMs
}

const usualMs = 3_600_000
