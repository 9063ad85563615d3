import * as z from "zod/mini"
import { runStatusSchema } from "#lib/domain/outcome-schema"
import { listQuerySchema } from "#lib/domain/page"
import { type Figures, noFigures, sums } from "./figures.ts"
import { percentileMs } from "./histogram.ts"
import { rangeNames } from "./range.ts"

const epochMs = z.optional(z.coerce.number().check(z.int(), z.gte(0), z.lte(9_999_999_999_999)))
const text = z.optional(z.string().check(z.maxLength(200)))

/** Query of every figure: a range by name (1 h unless said), or by `from` and `to`; and which runs. */
export const monitorQuerySchema = z.object({
  range: z._default(z.enum(rangeNames), "1h"),
  /** Both or none: they count instead of `range`. */
  from: epochMs,
  to: epochMs,
  connection: text,
  model: text,
  person: text,
  kind: z.optional(z.enum(["text", "image"])),
})
export type MonitorQuery = z.infer<typeof monitorQuerySchema>

export const groupings = ["model", "person", "connection", "day"] as const
export const totalsQuerySchema = z.extend(monitorQuerySchema, { by: z.enum(groupings) })

/** Query of `GET /api/monitor/runs`. */
export const monitorRunsQuerySchema = z.extend(monitorQuerySchema, {
  ...listQuerySchema.shape,
  status: z.optional(runStatusSchema),
  code: z.optional(z.string().check(z.maxLength(100))),
})

const count = z.number()
const percentiles = z.nullable(z.object({ p50: count, p90: count, p99: count }))

/** `Figures` as they are answered: percentiles in place of histograms; ms, within 5 %. */
export const figuresSchema = z.object({
  ...(Object.fromEntries(sums.map((name) => [name, count])) as Record<(typeof sums)[number], typeof count>),
  errors: z.record(z.string(), count),
  ttft: percentiles,
  total: percentiles,
})
export type ShownFigures = z.infer<typeof figuresSchema>

const span = { from: count, to: count, stepMs: count }

/** `GET /api/monitor/series`: steps in which nothing happened are left out. */
export const seriesAnswer = z.object({
  ...span,
  points: z.array(z.extend(figuresSchema, { at: count })),
  total: figuresSchema,
})
export type SeriesAnswer = z.infer<typeof seriesAnswer>

/** `GET /api/monitor/totals`. `name`: of the person or the connection, as far as it is still there. */
export const totalsAnswer = z.object({
  ...span,
  rows: z.array(z.extend(figuresSchema, { key: z.string(), name: z.nullable(z.string()) })),
})
export type TotalsAnswer = z.infer<typeof totalsAnswer>

/** A run behind a figure: how it went, never what was asked or answered. */
export const monitoredRunSchema = z.object({
  id: z.string(),
  /** Whether it is in one's own History. */
  own: z.boolean(),
  /** When it ended. */
  at: count,
  personId: z.string(),
  personName: z.nullable(z.string()),
  kind: z.enum(["text", "image"]),
  connectionId: z.string(),
  connectionName: z.string(),
  model: z.string(),
  status: runStatusSchema,
  errorCode: z.nullable(z.string()),
  attempts: count,
  inputTokens: z.nullable(count),
  outputTokens: z.nullable(count),
  cost: z.nullable(count),
  ttftMs: z.nullable(count),
  totalMs: z.nullable(count),
})
export type MonitoredRun = z.infer<typeof monitoredRunSchema>

/** `GET /api/monitor/runs`: newest first. */
export const monitoredRunsAnswer = z.object({
  runs: z.array(monitoredRunSchema),
  nextCursor: z.nullable(z.string()),
})

/** `GET /api/monitor/live`. */
export const liveAnswer = z.object({
  at: count,
  connections: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      queued: count,
      running: count,
      /** Requests sent per second, over the minute before this one and what has passed of this. */
      requestsPerSecond: count,
      /** What the plan at the provider allows, per second; null: not known, or not for this person to judge. */
      quotaPerSecond: z.nullable(count),
      /** As the node sees it that answered. `untilMs`: epoch ms. */
      breaker: z.object({
        state: z.enum(["closed", "open", "half-open"]),
        untilMs: z.optional(count),
      }),
    }),
  ),
  /** For admins: what Bracket leans on outside its own process. */
  services: z.optional(
    z.array(
      z.object({
        name: z.string(),
        state: z.enum(["up", "away"]),
        since: count,
        detail: z.optional(z.string()),
      }),
    ),
  ),
})
export type LiveAnswer = z.infer<typeof liveAnswer>

/** Figures as they are answered. */
export function shownFigures(figures: Figures): ShownFigures {
  const { errors, ttft, total, ...rest } = figures
  return {
    ...rest,
    errors: Object.fromEntries(errors),
    ttft: percentilesOf(ttft),
    total: percentilesOf(total),
  }
}

/** What is shown of a span in which nothing happened. */
export const nothingShown = (): ShownFigures => shownFigures(noFigures())

function percentilesOf(histogram: Figures["ttft"]): ShownFigures["ttft"] {
  const [p50, p90, p99] = [0.5, 0.9, 0.99].map((share) => percentileMs(histogram, share))
  if (p50 == null || p90 == null || p99 == null) return null
  return { p50: Math.round(p50), p90: Math.round(p90), p99: Math.round(p99) }
}
