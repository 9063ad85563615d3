import * as z from "zod/mini"
import { maxTools } from "#lib/domain/tools"

/** A function that a model may ask for, in the form that all providers share. `parameters` is a JSON schema. */
export const toolSchema = z.object({
  type: z.literal("function"),
  function: z.object({
    name: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, "1 to 64 letters, digits, _ or -")),
    description: z.optional(z.string()),
    parameters: z.optional(z.record(z.string(), z.json())),
    /** The provider holds the model to the schema. */
    strict: z.optional(z.boolean()),
  }),
})
export type Tool = z.infer<typeof toolSchema>

export const toolsSchema = z.array(toolSchema).check(z.minLength(1), z.maxLength(maxTools))

/** The JSON schema that an answer has to follow, bare or as `{name, schema, strict}`. */
export const answerSchemaSchema = z.record(z.string(), z.json())
export type AnswerSchema = z.infer<typeof answerSchemaSchema>
