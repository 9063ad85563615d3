import * as z from "zod/mini"
import { askedCacheSchema } from "#lib/domain/answer-cache"
import { checksSchema } from "#lib/domain/check-schema"
import { modeSchema } from "#lib/domain/connection"
import { parametersSchema } from "#lib/domain/parameters-schema"
import { promptSchema } from "#lib/domain/prompt-schema"
import { setupSchema } from "#lib/domain/setup-schema"
import { reservedField } from "#lib/domain/tools"
import { answerSchemaSchema, toolsSchema } from "#lib/domain/tools-schema"

const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{8,64}$/, "8 to 64 letters, digits, - or _"))

/** One setting to try, as it is sent to the server: everything that a run needs but its row and sample. */
export const variantSchema = z.object({
  connectionId: z.string().check(z.minLength(1), z.maxLength(100)),
  model: z.string().check(z.minLength(1), z.maxLength(200)),
  mode: modeSchema,
  prompt: promptSchema,
  parameters: parametersSchema,
  /** The functions that the model may ask for. */
  tools: z.optional(toolsSchema),
  /** What `response_format: json_schema` holds the answer to. */
  answerSchema: z.optional(answerSchemaSchema),
  /** Merged into the request body as it is, last. */
  extra: z.optional(
    z
      .record(z.string(), z.json())
      .check(z.refine((extra) => reservedField(extra) === undefined, "A field that Bracket sets itself")),
  ),
  /** The column of the workspace that it came from: variants of several rows share one. */
  columnId: z.optional(z.string().check(z.maxLength(64))),
  /** The row of the workspace's table that it was filled from: places in a table change, rows keep their ids. */
  rowId: z.optional(z.string().check(z.maxLength(64))),
})
export type Variant = z.infer<typeof variantSchema>

const plannedRun = z.object({
  variantIndex: z.int().check(z.gte(0), z.lte(999)),
  row: z._default(z.int().check(z.gte(0), z.lte(999_999)), 0),
  sample: z._default(z.int().check(z.gte(0), z.lte(999)), 0),
})
export type PlannedRun = z.infer<typeof plannedRun>

/** Body of `POST /api/batches`. The client makes `batchId`: sending it again attaches, and pays once. */
export const startBatchSchema = z.object({
  batchId: id,
  kind: z.enum(["text", "image"]),
  variants: z.array(variantSchema).check(z.minLength(1), z.maxLength(1000)),
  runs: z.array(plannedRun).check(z.minLength(1), z.maxLength(1000)),
  concurrency: z._default(z.int().check(z.gte(1), z.lte(16)), 5),
  /** Whether answers of equal requests may stand in; `auto` unless said. */
  cache: z.optional(askedCacheSchema),
  /** US dollars: once the runs that have ended cost this much, what still waits is not sent. */
  costCeiling: z.optional(z.number().check(z.gt(0), z.lte(1_000_000))),
  checks: z.optional(checksSchema),
  /** The workspace that it was started from, kept so that it can be put back. */
  setup: z.optional(setupSchema),
})
export type StartBatch = z.infer<typeof startBatchSchema>
export type StartBatchInput = z.input<typeof startBatchSchema>

/** Body of `POST /api/batches/:id/cancel`, which may be left out: which runs to stop; all without it. */
export const cancelBatchSchema = z.object({
  runIds: z.optional(z.array(z.string().check(z.maxLength(200))).check(z.minLength(1), z.maxLength(1000))),
})

/** Body of `POST /api/batches/:id/runs`: more variants for a batch that streams. `joinId` makes it idempotent. */
export const joinBatchSchema = z.object({
  joinId: id,
  variants: z.array(variantSchema).check(z.minLength(1), z.maxLength(1000)),
  /** `variantIndex` counts within `variants` of this call. */
  runs: z.array(plannedRun).check(z.minLength(1), z.maxLength(1000)),
  /** For these runs; `auto` unless said. */
  cache: z.optional(askedCacheSchema),
  /** Replaces the batch's own from now on. */
  costCeiling: z.optional(z.number().check(z.gt(0), z.lte(1_000_000))),
  /** For the runs that join, and all that come later. */
  checks: z.optional(checksSchema),
  /** Replaces the batch's own. */
  setup: z.optional(setupSchema),
})
export type JoinBatch = z.infer<typeof joinBatchSchema>
export type JoinBatchInput = z.input<typeof joinBatchSchema>
