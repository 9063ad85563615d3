import * as z from "zod/mini"
import { cachedSchema } from "#lib/domain/answer-cache"
import { checkResultSchema } from "#lib/domain/check-schema"
import { runErrorSchema } from "#lib/domain/errors-schema"
import {
  attemptSchema,
  finishReasonSchema,
  imageResultSchema,
  progressSchema,
  runStatusSchema,
  timingSchema,
  tokenSchema,
  usageSchema,
} from "#lib/domain/outcome-schema"
import { screeningSchema } from "#lib/domain/screening-schema"

/** How a run came out: what its ending says, and what stays of it in its state. */
export const outcomeFields = {
  finishReason: z.optional(finishReasonSchema),
  error: z.optional(runErrorSchema),
  usage: z.optional(usageSchema),
  /** US dollars; absent when the price is not known. */
  cost: z.optional(z.number()),
  /** It was answered from the cache. */
  cached: z.optional(cachedSchema),
  outputSha256: z.optional(z.string()),
  /** One result per check of the batch, as they went when the run ended; absent without an output. */
  checks: z.optional(z.array(checkResultSchema)),
  /** What the word filter did; absent where it found nothing. */
  screening: z.optional(screeningSchema),
  /** After a cancel: whether the upstream's socket was closed before its answer ended. */
  upstreamClosed: z.optional(z.boolean()),
}

/** A run as its events have made it so far: what the live page, a continued stream, history and the recorder share. */
export const runStateSchema = z.object({
  runId: z.string(),
  variantIndex: z.int(),
  row: z.int(),
  sample: z.int(),
  status: runStatusSchema,
  text: z.string(),
  reasoning: z.string(),
  tool: z.string(),
  tokens: z.array(tokenSchema),
  /** Those of the thinking, where the provider tells them. */
  reasoningTokens: z.optional(z.array(tokenSchema)),
  /** By their index; at the end without partial ones. Absent in runs of text. */
  images: z.optional(z.array(imageResultSchema)),
  /** While images are made. */
  progress: z.optional(progressSchema),
  attempts: z.array(attemptSchema),
  /** Why it is not running yet, or no longer for the moment. */
  waiting: z.optional(
    z.object({
      reason: z.enum(["queue", "concurrency", "rate", "quota", "breaker", "retry", "equal"]),
      position: z.optional(z.int()),
      /** Epoch ms at which the wait is expected to end. */
      untilMs: z.optional(z.number()),
      code: z.optional(z.string()),
    }),
  ),
  ...outcomeFields,
  timing: z.optional(timingSchema),
  /** Epoch ms: first attempt sent; ended. */
  startedAt: z.optional(z.number()),
  finishedAt: z.optional(z.number()),
})
export type RunState = z.infer<typeof runStateSchema>
