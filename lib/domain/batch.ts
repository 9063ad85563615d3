import * as z from "zod/mini"
import { modeSchema } from "#lib/domain/connection"
import { parametersSchema } from "#lib/domain/parameters-schema"
import { promptSchema } from "#lib/domain/prompt-schema"

const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{8,64}$/, "8 to 64 letters, digits, - or _"))

/** One setting to try, as it is sent to the server: everything that a run needs but its row and sample. */
export const variantSchema = z.object({
  connectionId: z.string().check(z.minLength(1), z.maxLength(100)),
  model: z.string().check(z.minLength(1), z.maxLength(200)),
  mode: modeSchema,
  prompt: promptSchema,
  parameters: parametersSchema,
  /** Merged into the request body as it is, last. */
  extra: z.optional(z.record(z.string(), z.json())),
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
})
export type StartBatch = z.infer<typeof startBatchSchema>
export type StartBatchInput = z.input<typeof startBatchSchema>

/** Body of `POST /api/batches/:id/runs`: more variants for a batch that streams. `joinId` makes it idempotent. */
export const joinBatchSchema = z.object({
  joinId: id,
  variants: z.array(variantSchema).check(z.minLength(1), z.maxLength(1000)),
  /** `variantIndex` counts within `variants` of this call. */
  runs: z.array(plannedRun).check(z.minLength(1), z.maxLength(1000)),
})
export type JoinBatch = z.infer<typeof joinBatchSchema>
export type JoinBatchInput = z.input<typeof joinBatchSchema>
