import * as z from "zod/mini"
import {
  connectionLimitsSchema,
  oauthClientSchema,
  planQuotaSchema,
  timeLimitsInputSchema,
} from "#lib/domain/connection-parts"
import type { ConnectionRow } from "#lib/server/store/schema"

/** What the column `settings` holds; nothing of it is secret. */
const settingsSchema = z.object({
  statusUrl: z.optional(z.string()),
  consoleUrl: z.optional(z.string()),
  timeLimits: z.optional(timeLimitsInputSchema),
  limits: z.optional(connectionLimitsSchema),
  planQuota: z.optional(planQuotaSchema),
  oauth: z.optional(oauthClientSchema),
  caPem: z.optional(z.string()),
  allowPlainHttp: z.optional(z.boolean()),
})
export type ConnectionSettings = z.infer<typeof settingsSchema>

export function settingsOf(row: Pick<ConnectionRow, "settings">): ConnectionSettings {
  return settingsSchema.parse(JSON.parse(row.settings))
}
