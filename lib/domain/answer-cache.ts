import * as z from "zod/mini"

/**
 * Whether a run may be answered by the answer to an equal one: `auto` where the answer would be the same anyway, `prefer`
 * for any request, `off` never; what `off` brings is not kept either.
 */
export const cacheModeSchema = z.enum(["auto", "off", "prefer"])
export type CacheMode = z.infer<typeof cacheModeSchema>

/** What a call may ask for besides: `fresh` does not look, and what it brings takes the place of what is kept. */
export const askedCacheSchema = z.enum(["auto", "off", "prefer", "fresh"])
export type AskedCache = z.infer<typeof askedCacheSchema>

/** What is said of a run that was answered from the cache. */
export const fromCacheSchema = z.object({
  /** When the answer was made, epoch ms. */
  at: z.number(),
  /** US dollars that it had cost then; absent where nobody knows. */
  savedCost: z.optional(z.number()),
  /** The run that it was made by. */
  runId: z.string(),
})
export type FromCache = z.infer<typeof fromCacheSchema>

/** As it stands in events and rows; those of before the cache hold a boolean. */
export const cachedSchema = z.union([z.boolean(), fromCacheSchema])

const sums = z.object({ entries: z.int(), bytes: z.number() })

/** `GET /api/cache`: what is kept now, one's own part of it, and how often it was asked with and without success. */
export const cacheFiguresSchema = z.extend(sums, { own: sums, hits: z.number(), misses: z.number() })
export type CacheFigures = z.infer<typeof cacheFiguresSchema>

/** `DELETE /api/cache`: one's own answers, or (admins) everybody's. */
export const clearCacheSchema = z.object({ whose: z._default(z.enum(["own", "all"]), "own") })

/** How many answers were forgotten. */
export const clearedCacheSchema = z.object({ removed: z.int() })
