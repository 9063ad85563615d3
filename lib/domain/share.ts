import * as z from "zod/mini"
import { checkResultSchema } from "#lib/domain/check-schema"
import { judgementSchema } from "#lib/domain/judgement"
import {
  finishReasonSchema,
  imageResultSchema,
  runStatusSchema,
  timingSchema,
  usageSchema,
} from "#lib/domain/outcome-schema"
import type { PresetContent } from "#lib/domain/preset-content"

/** Most characters of a link's title. */
export const maxShareTitle = 200

/** Most runs whose results one link may hold: as many as a batch has at most. */
export const maxSharedRuns = 1000

const epochMs = z.int().check(z.gte(0))
const title = z.string().check(z.maxLength(maxShareTitle))

/** Who may read: everyone who is signed in, or everyone who has the link. */
export const audienceSchema = z.enum(["people", "link"])
export type Audience = z.infer<typeof audienceSchema>

/** Which run stands in which cell of the setup. */
export const shareCellSchema = z.object({
  columnId: z.string(),
  rowId: z.string(),
  sample: z.int().check(z.gte(0)),
  runId: z.string(),
})
export type ShareCell = z.infer<typeof shareCellSchema>

/** Body of `POST /api/shares`. `content` is read by `readPresetContent`; without `cells` no results leave. */
export const createShareSchema = z.object({
  title,
  content: z.unknown(),
  cells: z.optional(z.array(shareCellSchema).check(z.maxLength(maxSharedRuns))),
  audience: audienceSchema,
  /** Epoch ms; null: until it is revoked. */
  expiresAt: z.nullable(epochMs),
})
export type CreateShare = Omit<z.infer<typeof createShareSchema>, "content"> & { content: PresetContent }

/** Body of `PATCH /api/shares/:id`. */
export const changeShareSchema = z.object({
  title: z.optional(title),
  audience: z.optional(audienceSchema),
  expiresAt: z.optional(z.nullable(epochMs)),
})
export type ChangeShare = z.infer<typeof changeShareSchema>

/** One of a person's own links, as it is listed. */
export const shareSummarySchema = z.object({
  id: z.string(),
  title: z.string(),
  audience: audienceSchema,
  createdAt: epochMs,
  expiresAt: z.nullable(epochMs),
  /** How often others have looked at it. */
  views: z.int(),
  /** How many results it holds. */
  runs: z.int(),
})
export type ShareSummary = z.infer<typeof shareSummarySchema>

export const sharesAnswer = z.object({ shares: z.array(shareSummarySchema) })
export const shareAnswer = z.object({ share: shareSummarySchema })

/**
 * What came of a cell, as it was when the link was made: nothing of it leads back to the run, its connection or its
 * request.
 */
export const sharedRunSchema = z.object({
  columnId: z.string(),
  rowId: z.string(),
  sample: z.int(),
  status: runStatusSchema,
  finishReason: z.optional(finishReasonSchema),
  /** The code of what went wrong; its words may name connections, and stay here. */
  errorCode: z.optional(z.string()),
  text: z.string(),
  reasoning: z.string(),
  tool: z.string(),
  images: z.optional(z.array(imageResultSchema)),
  usage: z.optional(usageSchema),
  cost: z.optional(z.number()),
  timing: z.optional(timingSchema),
  finishedAt: z.optional(z.number()),
  checks: z.optional(z.array(checkResultSchema)),
  judgement: z.pick(judgementSchema, { rating: true, note: true, winner: true }),
})
export type SharedRun = z.infer<typeof sharedRunSchema>

/** A link as its receiver reads it: who made it is not told. */
export interface Share {
  id: string
  title: string
  content: PresetContent
  /** Undefined: the setup alone was handed on. */
  runs?: SharedRun[]
  audience: Audience
  createdAt: number
  expiresAt: number | null
}

/** Where the receiver of a link reads it. */
export const shareAddress = (id: string): string => `/s/${id}`

/** Where an image of a link is shown from. */
export const shareImageAddress = (id: string, sha256: string, width?: number): string =>
  `/api/shares/${id}/images/${sha256}${width === undefined ? "" : `?width=${width}`}`
