import * as z from "zod/mini"
import { variantSchema } from "#lib/domain/batch"
import { runErrorSchema } from "#lib/domain/errors-schema"
import { finishReasonSchema, runStatusSchema, timingSchema, usageSchema } from "#lib/domain/outcome-schema"
import { runStateSchema } from "#lib/domain/run-schema"

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
  timing: z.optional(timingSchema),
  starred: z.boolean(),
  createdAt: epochMs,
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

/** Body of `PATCH /api/runs/:id`. `deleted: false` is the undo of a delete. */
export const changeRunSchema = z.object({
  starred: z.optional(z.boolean()),
  deleted: z.optional(z.boolean()),
})
export type ChangeRun = z.infer<typeof changeRunSchema>
