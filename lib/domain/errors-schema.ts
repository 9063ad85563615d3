import * as z from "zod/mini"

const params = z.record(z.string(), z.union([z.string(), z.number()]))

/** What a failed run carries, in events, in the database and in the interface. */
export const runErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  params: z.optional(params),
  field: z.optional(z.string()),
  retryable: z.boolean(),
})
export type RunError = z.infer<typeof runErrorSchema>

/** The one error shape of the HTTP API: `{error: {...}}`. */
export const errorAnswerSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    hint: z.string(),
    params: z.optional(params),
    field: z.optional(z.string()),
    requestId: z.string(),
  }),
})
export type ErrorAnswer = z.infer<typeof errorAnswerSchema>
