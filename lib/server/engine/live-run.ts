import type { AskedCache } from "#lib/domain/answer-cache"
import type { Check } from "#lib/domain/check-schema"
import { queuedRun } from "#lib/domain/run"
import type { LiveRun } from "#lib/server/engine/live-batch"
import type { CheckedRun } from "#lib/server/engine/plan-batch"
import type { CarriedRun } from "#lib/server/store/run-ports"

/** A run that has just been written. `claimed`: it starts at once. */
export function liveRun(
  run: CheckedRun,
  {
    createdAt,
    clock,
    checks,
    cache = "auto",
    claimed = false,
    traceparent,
  }: {
    createdAt: number
    clock: () => number
    checks: Check[]
    cache?: AskedCache
    claimed?: boolean
    traceparent?: string
  },
): LiveRun {
  return {
    id: run.id,
    variant: run.variant,
    sample: run.sample,
    checks,
    cache,
    createdAt,
    clock,
    claimed,
    // What waits in the queue is checked again when its turn comes.
    ...(claimed ? { chosen: run.chosen } : {}),
    ...(traceparent === undefined ? {} : { traceparent }),
    state: queuedRun({ runId: run.id, variantIndex: run.variantIndex, row: run.row, sample: run.sample }),
    eventId: null,
    abort: new AbortController(),
    dirty: false,
    begun: false,
  }
}

/** A run that was put back into the queue. */
export function storedLiveRun(
  run: CarriedRun,
  { checks, cache, clock }: { checks: Check[]; cache: AskedCache; clock: () => number },
): LiveRun {
  return {
    id: run.id,
    variant: run.variant,
    sample: run.state.sample,
    checks,
    cache,
    createdAt: run.createdAt,
    clock,
    claimed: false,
    state: run.state,
    eventId: run.eventId,
    abort: new AbortController(),
    dirty: false,
    begun: false,
  }
}
