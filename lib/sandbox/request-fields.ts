import * as z from "zod/mini"
import { ApiError } from "./api-error.ts"

export const between = (least: number, most: number) =>
  z.nullish(z.number().check(z.minimum(least), z.maximum(most)))
export const integer = (least: number, most: number) =>
  z.nullish(z.int().check(z.minimum(least), z.maximum(most)))

/** The fields of both text endpoints. */
export const sharedFields = {
  model: z.string().check(z.minLength(1)),
  temperature: between(0, 2),
  top_p: between(0, 1),
  min_p: between(0, 1),
  max_tokens: integer(0, 4096),
  stop: z.nullish(z.union([z.string(), z.array(z.string()).check(z.maxLength(16))])),
  seed: z.nullish(z.int()),
  presence_penalty: between(-2, 2),
  frequency_penalty: between(-2, 2),
  n: integer(1, 8),
  stream: z.nullish(z.boolean()),
  stream_options: z.nullish(z.object({ include_usage: z.nullish(z.boolean()) })),
  user: z.nullish(z.string()),
  user_id: z.nullish(z.string()),
}

/** What both endpoints make of their shared fields. */
export function commonParts(body: z.infer<z.ZodMiniObject<typeof sharedFields>>) {
  return {
    model: body.model,
    // The defaults of the contract's section 4; `stop` has none, or the first line would end every answer.
    sampling: {
      temperature: body.temperature ?? 0.7,
      topP: body.top_p ?? 0.9,
      minP: body.min_p ?? 0,
      presencePenalty: body.presence_penalty ?? 0,
      frequencyPenalty: body.frequency_penalty ?? 0,
    },
    stop: [body.stop ?? []].flat().filter(Boolean),
    seed: body.seed ?? undefined,
    n: body.n ?? 1,
    stream: body.stream ?? false,
    includeUsage: body.stream_options?.include_usage ?? false,
  }
}

/** Where the value that an issue is about stands, as `messages[0].content`. */
function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .slice(1)
}

/** Reads a body by a schema; throws 400 with `param` for what is wrong. */
export function checkBody<T>(schema: z.ZodMiniType<T>, input: unknown): T {
  const result = z.safeParse(schema, input)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const param = pathOf(issue?.path ?? [])
  const top = issue?.path[0]
  const missing = typeof input === "object" && input !== null && top !== undefined && !(top in input)
  if (missing) {
    throw new ApiError(400, "missing_required_parameter", `The parameter "${param}" is missing.`, { param })
  }
  const message = param
    ? `The parameter "${param}" is not valid: ${issue?.message}.`
    : "The body must be a JSON object."
  throw new ApiError(400, "invalid_value", message, param ? { param } : {})
}

/** A 400 about one parameter. */
export function invalidValue(param: string, message: string): ApiError {
  return new ApiError(400, "invalid_value", message, { param })
}
