import * as z from "zod/mini"
import { runStatusSchema } from "#lib/domain/outcome-schema"

const epochMs = z.optional(z.coerce.number().check(z.int(), z.gte(0), z.lte(9_999_999_999_999)))

/** Query of every list: how many (1..100, default 50), from where. */
export const listQuerySchema = z.object({
  limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(100)), 50),
  cursor: z.optional(z.string().check(z.maxLength(500))),
})

/** Query of `GET /api/runs`: `HistoryFilter` as it comes in an address, and the page. */
export const historyQuerySchema = z.extend(listQuerySchema, {
  q: z.optional(z.string().check(z.maxLength(500))),
  kind: z.optional(z.enum(["text", "image"])),
  status: z.optional(runStatusSchema),
  model: z.optional(z.string().check(z.maxLength(200))),
  connection: z.optional(z.string().check(z.maxLength(100))),
  from: epochMs,
  to: epochMs,
  starred: z.optional(z.stringbool()),
  batch: z.optional(z.string().check(z.maxLength(64))),
})
