import * as z from "zod/mini"
import { runErrorSchema } from "#lib/domain/errors-schema"

export const runStatusSchema = z.enum([
  "queued",
  "running",
  "succeeded",
  "failed",
  "cancelled",
  "blocked",
  "interrupted",
])
export type RunStatus = z.infer<typeof runStatusSchema>

/** `cut`: the stream ended without its end mark. */
export const finishReasonSchema = z.enum(["stop", "length", "cut", "content_filter", "tool_calls"])
export type FinishReason = z.infer<typeof finishReasonSchema>

/** Tokens as the upstream counted them, or as we estimated them (`estimated`) when it did not say. */
export const usageSchema = z.object({
  inputTokens: z.int(),
  outputTokens: z.int(),
  /** Part of `inputTokens` that came from the provider's own cache. */
  cachedInputTokens: z.optional(z.int()),
  /** Part of `outputTokens` that was spent on thinking. */
  reasoningTokens: z.optional(z.int()),
  estimated: z.optional(z.boolean()),
})
export type Usage = z.infer<typeof usageSchema>

/** All in ms except `tokensPerSecond`; null where it never happened. Waiting in our own queue is `queueMs` only. */
export const timingSchema = z.object({
  queueMs: z.number(),
  ttftMs: z.nullable(z.number()),
  totalMs: z.number(),
  tokensPerSecond: z.nullable(z.number()),
  /** From the first token of thinking to the first of the answer (or the end); absent when it did not think. */
  thinkingMs: z.optional(z.number()),
})
export type Timing = z.infer<typeof timingSchema>

const alternative = z.object({ text: z.string(), bytes: z.optional(z.array(z.int())), logprob: z.number() })

/** One generated token with its natural-log probability (null: the upstream did not say). */
export const tokenSchema = z.object({
  text: z.string(),
  bytes: z.optional(z.array(z.int())),
  logprob: z.nullable(z.number()),
  top: z.array(alternative),
})
export type Token = z.infer<typeof tokenSchema>

/** `fallback_key`: sent with the key before the current one, which the provider had just refused. */
export const attemptNoteSchema = z.enum(["fallback_key"])
export type AttemptNote = z.infer<typeof attemptNoteSchema>

/** One try at the upstream. `startedAt`, `endedAt`: epoch ms. `error` is absent for the one that worked. */
export const attemptSchema = z.object({
  number: z.int(),
  startedAt: z.number(),
  endedAt: z.optional(z.number()),
  error: z.optional(runErrorSchema),
  waitMs: z.optional(z.number()),
  note: z.optional(attemptNoteSchema),
})
export type Attempt = z.infer<typeof attemptSchema>

/** How far the making of an image is. */
export const progressSchema = z.object({
  step: z.int(),
  steps: z.int(),
  /** Until all is there, in ms, where the upstream says so. */
  etaMs: z.optional(z.number()),
})
export type Progress = z.infer<typeof progressSchema>

/** An image of a run. `partial`: a preview on the way there, which is not kept. Sides in pixels. */
export const imageResultSchema = z.object({
  /** Its place among the images of its run. */
  index: z.int(),
  partial: z.boolean(),
  sha256: z.string(),
  /** Of the same file without the texts that its maker has put inside; absent where there are none. */
  plainSha256: z.optional(z.string()),
  width: z.int(),
  height: z.int(),
  /** The seed that makes it again, where the upstream says so. */
  seed: z.optional(z.int()),
})
export type ImageResult = z.infer<typeof imageResultSchema>
