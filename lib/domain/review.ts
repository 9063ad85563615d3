import * as z from "zod/mini"
import { variantSchema } from "#lib/domain/batch"
import { listQuerySchema } from "#lib/domain/page"
import { runStateSchema } from "#lib/domain/run-schema"

export const reviewPeriods = ["day", "week"] as const
export const verdicts = ["open", "fine", "violation"] as const
export type Verdict = (typeof verdicts)[number]

/** What a violation is about; `other` needs a note. */
export const violationCategories = [
  "illegal",
  "hate",
  "violence",
  "sexual",
  "privacy",
  "false",
  "rights",
  "other",
] as const
export type ViolationCategory = (typeof violationCategories)[number]

/** How samples are drawn, and who looks at them besides admins. */
export const reviewPolicySchema = z
  .object({
    on: z._default(z.boolean(), false),
    period: z._default(z.enum(reviewPeriods), "week"),
    /** Of the succeeded runs of a period, 0..1. */
    share: z._default(z.number().check(z.gte(0), z.lte(1)), 0.05),
    atLeast: z._default(z.int().check(z.gte(0), z.lte(1000)), 5),
    atMost: z._default(z.int().check(z.gte(1), z.lte(1000)), 200),
    /** Ids of people. */
    reviewers: z._default(z.array(z.string().check(z.maxLength(100))).check(z.maxLength(100)), []),
  })
  .check(z.refine(({ atLeast, atMost }) => atLeast <= atMost, { path: ["atLeast"] }))
export type ReviewPolicy = z.infer<typeof reviewPolicySchema>

/** One sampled run as the queue lists it. What it says comes with `reviewDetailSchema`. */
export const reviewItemSchema = z.object({
  id: z.string(),
  periodId: z.string(),
  kind: z.enum(["text", "image"]),
  model: z.string(),
  /** Taken because it was flagged, not by chance. */
  flagged: z.boolean(),
  verdict: z.enum(verdicts),
  category: z.nullable(z.enum(violationCategories)),
  note: z.string(),
  /** Who marked it; no name for somebody who was removed since. */
  reviewer: z.nullable(z.object({ id: z.string(), name: z.nullable(z.string()) })),
  /** Epoch ms. */
  reviewedAt: z.nullable(z.int()),
  /** Rises with each mark: whoever marks says which one they saw. */
  version: z.int(),
  /** When the run ended, and how its prompt begins; null once the run is gone. */
  endedAt: z.nullable(z.int()),
  preview: z.nullable(z.string()),
})
export type ReviewItem = z.infer<typeof reviewItemSchema>

export const reviewItemsQuerySchema = z.extend(listQuerySchema, {
  verdict: z.optional(z.enum(verdicts)),
  flagged: z.optional(z.stringbool()),
})
export const reviewFilterSchema = z.object({
  verdict: z.optional(z.enum(verdicts)),
  flagged: z.optional(z.boolean()),
})
export type ReviewFilter = z.infer<typeof reviewFilterSchema>

export const reviewPageSchema = z.object({
  items: z.array(reviewItemSchema),
  nextCursor: z.nullable(z.string()),
})
export type ReviewPage = z.infer<typeof reviewPageSchema>

/** What a reviewer reads; `content` is null once the run is gone. Whose run it was is not said. */
export const reviewDetailSchema = z.object({
  item: reviewItemSchema,
  content: z.nullable(z.object({ variant: variantSchema, run: runStateSchema })),
})
export type ReviewDetail = z.infer<typeof reviewDetailSchema>

/** Body of `PATCH /api/review/items/:id`. `open` takes a mark back. */
export const reviewMarkSchema = z
  .object({
    verdict: z.enum(verdicts),
    category: z._default(z.nullable(z.enum(violationCategories)), null),
    note: z._default(z.string().check(z.maxLength(5000)), ""),
    /** Of the item as it was seen. */
    version: z.int(),
  })
  .check(
    z.refine(({ verdict, category }) => (verdict === "violation") === (category !== null), {
      path: ["category"],
    }),
  )
export type ReviewMark = z.infer<typeof reviewMarkSchema>

/** Answer of `GET /api/review`: whether one may review, and how much waits. */
export const reviewAccessSchema = z.object({ reviewer: z.boolean(), open: z.int() })

/** Body of `POST /api/review/samples`: out of the runs of so many days until now. */
export const drawSampleSchema = z.object({ days: z.int().check(z.gte(1), z.lte(90)) })
export const drawnAnswerSchema = z.object({ sampled: z.int(), runs: z.int() })
