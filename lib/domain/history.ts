import * as z from "zod/mini"
import { variantSchema } from "#lib/domain/batch"
import { checksSchema } from "#lib/domain/check-schema"
import { runErrorSchema } from "#lib/domain/errors-schema"
import { judgementSchema } from "#lib/domain/judgement"
import { finishReasonSchema, runStatusSchema, timingSchema, usageSchema } from "#lib/domain/outcome-schema"
import { runStateSchema } from "#lib/domain/run-schema"
import { setupSchema } from "#lib/domain/setup-schema"

const epochMs = z.int().check(z.gte(0))

/** Query of `GET /api/runs`, as it also stands in the address of the history page. */
export const historyFilterSchema = z.object({
  q: z.optional(z.string().check(z.maxLength(500))),
  kind: z.optional(z.enum(["text", "image"])),
  status: z.optional(runStatusSchema),
  model: z.optional(z.string().check(z.maxLength(200))),
  connection: z.optional(z.string().check(z.maxLength(100))),
  from: z.optional(epochMs),
  to: z.optional(epochMs),
  starred: z.optional(z.boolean()),
  /** The runs of one batch. */
  batch: z.optional(z.string().check(z.maxLength(64))),
})
export type HistoryFilter = z.infer<typeof historyFilterSchema>

/** One line of History: enough for the list, texts cut to a preview. */
export const runSummarySchema = z.object({
  id: z.string(),
  batchId: z.string(),
  kind: z.enum(["text", "image"]),
  status: runStatusSchema,
  finishReason: z.optional(finishReasonSchema),
  error: z.optional(runErrorSchema),
  connectionId: z.string(),
  connectionName: z.string(),
  model: z.string(),
  promptPreview: z.string(),
  outputPreview: z.string(),
  usage: z.optional(usageSchema),
  cost: z.optional(z.number()),
  /** Answered from the cache; absent where the provider was asked. */
  cached: z.optional(z.literal(true)),
  timing: z.optional(timingSchema),
  starred: z.boolean(),
  createdAt: epochMs,
  variantIndex: z.int(),
  row: z.int(),
  sample: z.int(),
  /** The column of the batch's setup that it belongs to. */
  columnId: z.optional(z.string()),
  /** How many runs its batch has, deleted ones left out. */
  batchRuns: z.int(),
  judgement: judgementSchema,
  /** The first four images that it has made; absent where there are none. Sides in pixels. */
  images: z.optional(z.array(z.object({ sha256: z.string(), width: z.int(), height: z.int() }))),
})
export type RunSummary = z.infer<typeof runSummarySchema>

export const historyPageSchema = z.object({
  runs: z.array(runSummarySchema),
  nextCursor: z.nullable(z.string()),
})
export type HistoryPage = z.infer<typeof historyPageSchema>

/** One run in full: what was asked, what came, and the exact request as it was sent, without secrets. */
export const runDetailSchema = z.object({
  summary: runSummarySchema,
  variant: variantSchema,
  run: runStateSchema,
  /** What its batch asks of outputs now; results of checks that were asked before name none of them. */
  checks: z.optional(checksSchema),
  /** Undefined until the first attempt was made. Header values of credentials read "•••". */
  request: z.optional(
    z.object({
      method: z.string(),
      url: z.string(),
      headers: z.record(z.string(), z.string()),
      body: z.string(),
    }),
  ),
})
export type RunDetail = z.infer<typeof runDetailSchema>

/** Body of `PATCH /api/runs/:id`. `deleted: false` is the undo of a delete; `rating: null` takes a rating back. */
export const changeRunSchema = z.object({
  starred: z.optional(z.boolean()),
  deleted: z.optional(z.boolean()),
  rating: z.optional(z.nullable(z.int().check(z.gte(1), z.lte(5)))),
  note: z.optional(z.string().check(z.maxLength(10_000))),
  winner: z.optional(z.boolean()),
})
export type ChangeRun = z.infer<typeof changeRunSchema>

/** Body of `PATCH /api/batches/:id`, for all of its runs. `deleted: false` brings back what was last deleted at once. */
export const changeBatchSchema = z.pick(changeRunSchema, { starred: true, deleted: true })
export type ChangeBatch = z.infer<typeof changeBatchSchema>

/** Most runs that a batch's entry in History shows before it is opened. */
export const shownBatchRuns = 12

/** One entry of History: a batch, with the first of its runs by variant, row and sample. */
export const batchSummarySchema = z.object({
  id: z.string(),
  kind: z.enum(["text", "image"]),
  createdAt: epochMs,
  finishedAt: z.nullable(epochMs),
  /** How many of its runs have which status; deleted ones left out. */
  counts: z.record(z.string(), z.int()),
  /** US dollars, all runs whose cost is known; absent when none is. */
  cost: z.optional(z.number()),
  /** The columns of its setup; empty for a batch that was started without one. */
  columns: z.array(z.object({ id: z.string(), name: z.optional(z.string()) })),
  runs: z.array(runSummarySchema),
})
export type BatchSummary = z.infer<typeof batchSummarySchema>

/** `GET /api/batches`. */
export const batchesPageSchema = z.object({
  batches: z.array(batchSummarySchema),
  nextCursor: z.nullable(z.string()),
})
export type BatchesPage = z.infer<typeof batchesPageSchema>

/** `GET /api/batches/:id`: a comparison in full, to be put back; runs by variant, row and sample. */
export const batchDetailSchema = z.object({
  id: z.string(),
  createdAt: epochMs,
  finishedAt: z.nullable(epochMs),
  setup: z.optional(setupSchema),
  runs: z.array(z.object({ variant: variantSchema, run: runStateSchema, judgement: judgementSchema })),
})
export type BatchDetail = z.infer<typeof batchDetailSchema>

/** `GET /api/batches/:id/judgements`: by run; those that nobody judged are left out. */
export const judgementsSchema = z.object({ judgements: z.record(z.string(), judgementSchema) })
