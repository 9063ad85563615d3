import * as z from "zod/mini"
import {
  attemptNoteSchema,
  attemptSchema,
  imageResultSchema,
  progressSchema,
  runStatusSchema,
  timingSchema,
  tokenSchema,
} from "#lib/domain/outcome-schema"
import { outcomeFields, runStateSchema } from "#lib/domain/run-schema"

const runId = z.string()

/**
 * The closed union of what a batch's event stream carries (DESIGN section 3). `type` is the SSE event
 * name; the SSE id travels beside the event, never in it. Times are epoch ms, durations ms.
 */
export const runEventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("batch.started"),
    batchId: z.string(),
    runs: z.array(z.object({ runId, variantIndex: z.int(), row: z.int(), sample: z.int() })),
  }),
  /** `until`: the last event that `run` contains; what comes up to it is not folded again. */
  z.object({ type: z.literal("run.snapshot"), runId, run: runStateSchema, until: z.optional(z.string()) }),
  z.object({
    type: z.literal("run.waiting"),
    runId,
    /** `equal`: the same request is under way already, and its answer will do. */
    reason: z.enum(["queue", "concurrency", "rate", "quota", "breaker", "equal"]),
    position: z.optional(z.int()),
    untilMs: z.optional(z.number()),
  }),
  z.object({
    type: z.literal("run.started"),
    runId,
    attempt: z.int(),
    at: z.number(),
    note: z.optional(attemptNoteSchema),
  }),
  z.object({
    type: z.literal("run.retrying"),
    runId,
    attempt: z.int(),
    waitMs: z.number(),
    reason: z.string(),
    code: z.string(),
    at: z.number(),
  }),
  z.object({
    type: z.literal("run.delta"),
    runId,
    channel: z.enum(["text", "reasoning", "tool"]),
    text: z.string(),
    tokens: z.optional(z.array(tokenSchema)),
  }),
  z.extend(progressSchema, { type: z.literal("run.progress"), runId }),
  z.extend(imageResultSchema, { type: z.literal("run.image"), runId }),
  z.object({
    type: z.literal("run.finished"),
    runId,
    status: runStatusSchema,
    ...outcomeFields,
    timing: timingSchema,
    attempts: z.optional(z.array(attemptSchema)),
    at: z.number(),
  }),
  z.object({ type: z.literal("batch.finished"), batchId: z.string(), counts: z.record(z.string(), z.int()) }),
])
export type RunEvent = z.infer<typeof runEventSchema>
export type RunEventOf<T extends RunEvent["type"]> = Extract<RunEvent, { type: T }>

/** An event with its opaque, rising id of the form `n-n`. */
export interface LoggedEvent {
  id: string
  event: RunEvent
}

/** Compares two event ids of the form `n-n`; negative when `a` is older. */
export function compareEventIds(a: string, b: string): number {
  const [aMajor = "0", aMinor = "0"] = a.split("-")
  const [bMajor = "0", bMinor = "0"] = b.split("-")
  return Number(aMajor) - Number(bMajor) || Number(aMinor) - Number(bMinor)
}

/** True for text of the form `n-n`, the only form that the event log hands out. */
export function isEventId(text: string): boolean {
  return /^\d{1,16}-\d{1,10}$/.test(text)
}
