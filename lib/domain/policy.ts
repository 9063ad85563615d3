import * as z from "zod/mini"

/** What admins allow to everybody. A key that was never set has the default. */
export const policySchema = z.object({
  /** Members may add private connections of their own, with their own keys, on the public internet. */
  membersMayConnect: z._default(z.boolean(), true),
})
export type Policy = z.infer<typeof policySchema>

/** `PATCH /api/policy`. */
export const changePolicySchema = z.object({ membersMayConnect: z.optional(z.boolean()) })
export type ChangePolicy = z.infer<typeof changePolicySchema>
