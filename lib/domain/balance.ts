import * as z from "zod/mini"

/** What is left of the money at a provider, in its own currencies; amounts may be below zero. */
export const balanceSchema = z.object({
  /** False: requests are refused until it is topped up. */
  available: z.boolean(),
  amounts: z.array(
    z.object({
      currency: z.string(),
      total: z.number(),
      granted: z.optional(z.number()),
      toppedUp: z.optional(z.number()),
    }),
  ),
})
export type Balance = z.infer<typeof balanceSchema>

/** `GET /api/connections/:id/balance`: null where the provider does not say. `readAt`: epoch ms. */
export const balanceAnswer = z.object({ balance: z.nullable(balanceSchema), readAt: z.number() })
export type BalanceAnswer = z.infer<typeof balanceAnswer>
