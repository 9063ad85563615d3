import * as z from "zod/mini"
import { defaultSoftLine, softLineSchema } from "#lib/domain/soft-line"

/** How long answers are kept, and how much room they may take together. */
export const cacheBounds = { minutes: { min: 1, max: 10_080 }, megabytes: { min: 1, max: 4096 } }
const within = ({ min, max }: { min: number; max: number }) => z.int().check(z.gte(min), z.lte(max))
const cacheMinutes = within(cacheBounds.minutes)
const cacheMegabytes = within(cacheBounds.megabytes)

/** What admins allow to everybody. A key that was never set has the default. */
export const policySchema = z.object({
  /** Members may add private connections of their own, with their own keys, on the public internet. */
  membersMayConnect: z._default(z.boolean(), true),
  /** Whoever may use a connection gets answers that others had from it; else everybody only their own. */
  cacheShared: z._default(z.boolean(), false),
  cacheTtlMinutes: z._default(cacheMinutes, 60),
  cacheMaxMegabytes: z._default(cacheMegabytes, 64),
  /** How much of a plan's quota Bracket takes before it slows down, in per cent. */
  softLine: z._default(softLineSchema, defaultSoftLine),
})
export type Policy = z.infer<typeof policySchema>

/** `PATCH /api/policy`. */
export const changePolicySchema = z.object({
  membersMayConnect: z.optional(z.boolean()),
  cacheShared: z.optional(z.boolean()),
  cacheTtlMinutes: z.optional(cacheMinutes),
  cacheMaxMegabytes: z.optional(cacheMegabytes),
  softLine: z.optional(softLineSchema),
})
export type ChangePolicy = z.infer<typeof changePolicySchema>
