import * as z from "zod/mini"

/** At most this much per period; what is absent is not limited. Zero: nothing at all. */
const limits = z.object({
  requests: z.optional(z.int().check(z.gte(0), z.lte(1e9))),
  tokens: z.optional(z.int().check(z.gte(0), z.lte(1e12))),
  /** US dollars. */
  cost: z.optional(z.number().check(z.gte(0), z.lte(1e6))),
})

/** What a person may use per day and per month; see budget.ts for when those begin. */
export const budgetSchema = z.object({ day: limits, month: limits })
export type Budget = z.infer<typeof budgetSchema>

const used = z.object({ requests: z.number(), tokens: z.number(), cost: z.number() })

/** What a person has used, today and this month. */
export const usedSchema = z.object({ day: used, month: used })
export type Used = z.infer<typeof usedSchema>

/** `GET /api/me/budget`. */
export const myBudgetAnswer = z.object({
  budget: budgetSchema,
  used: usedSchema,
  /** When each period ends, epoch ms. */
  resets: z.object({ day: z.number(), month: z.number() }),
})
export type MyBudget = z.infer<typeof myBudgetAnswer>
