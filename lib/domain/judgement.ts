import * as z from "zod/mini"
import { checkResultSchema } from "#lib/domain/check-schema"

/** What a person thinks of an output, and how its checks went when they were last looked at. Kept on the run. */
export const judgementSchema = z.object({
  /** 1 to 5; null: not rated. */
  rating: z.nullable(z.int().check(z.gte(1), z.lte(5))),
  note: z.string(),
  winner: z.boolean(),
  checks: z.optional(z.array(checkResultSchema)),
})
export type Judgement = z.infer<typeof judgementSchema>
