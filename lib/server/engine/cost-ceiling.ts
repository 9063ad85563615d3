import { BracketError, type RunError } from "#lib/domain/errors"
import type { Store } from "#lib/server/store/store"

/**
 * Why nothing more of a batch is sent: the runs that have ended, on whichever node, cost as much as the batch may. Runs
 * under way may still add to that. Undefined while there is something left, or no ceiling.
 */
export async function ceilingReached(store: Store, batchId: string): Promise<RunError | undefined> {
  const spending = await store.batches.spending(batchId)
  if (!spending || spending.spent < spending.ceiling) return undefined
  const { ceiling } = spending
  // Sums of floating-point costs have a long tail that nobody wants to read.
  const spent = Number(spending.spent.toPrecision(4))
  return new BracketError("cost_ceiling", `The batch has cost $${spent} of at most $${ceiling}.`, {
    hint: "Raise the ceiling and run the rest.",
    params: { ceiling, spent },
  }).toRunError()
}
