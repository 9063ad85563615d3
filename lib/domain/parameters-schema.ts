import * as z from "zod/mini"

export const parameterValueSchema = z.union([z.number(), z.string(), z.boolean(), z.array(z.string())])
export type ParameterValue = z.infer<typeof parameterValueSchema>

/** The parameters that are sent, by name; what is switched off is absent and the provider's default holds. */
export const parametersSchema = z.record(z.string(), parameterValueSchema)
export type Parameters = z.infer<typeof parametersSchema>
