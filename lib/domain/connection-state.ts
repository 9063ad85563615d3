import * as z from "zod/mini"
import { quotaUseSchema } from "#lib/domain/soft-line"

/** `GET /api/connections/:id/state`: how a connection stands just now, as the node sees it that answers. */
export const connectionStateAnswer = z.object({
  name: z.string(),
  breaker: z.object({
    state: z.enum(["closed", "open", "half-open"]),
    /** How many calls in a row have failed. */
    faults: z.int(),
    /** Until the next probe may go out, in ms; while it is open. */
    waitMs: z.optional(z.number()),
  }),
  /** Runs of everybody that wait for it, and that are under way. */
  waiting: z.int(),
  running: z.int(),
  /** The place of this person's first among those that wait; absent when none does. */
  place: z.optional(z.int()),
  /** How many it takes at once, where that is limited. */
  concurrency: z.optional(z.int()),
  /** How long its last runs took, in ms; absent until one has ended. */
  medianMs: z.optional(z.number()),
  /** What is used of its plan's quotas. */
  quota: z.array(quotaUseSchema),
})
export type ConnectionState = z.infer<typeof connectionStateAnswer>

/**
 * About how long it is until the last of `waiting` runs has begun, in ms: by the pace of those before, in so many lanes,
 * after a pause that is known. Undefined while nobody can say.
 */
export function waitEstimateMs(given: {
  waiting: number
  /** Of others, ahead of them. */
  ahead: number
  lanes: number
  medianMs: number | undefined
  pauseMs: number
}): number | undefined {
  const { waiting, ahead, lanes, medianMs, pauseMs } = given
  if (medianMs === undefined) return pauseMs > 0 ? pauseMs : undefined
  return pauseMs + Math.ceil((waiting + ahead) / Math.max(1, lanes)) * medianMs
}
