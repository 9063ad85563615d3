import * as z from "zod/mini"
import { fieldErrors } from "./errors.ts"

/** Reads a body by a schema; throws the 422 of FastAPI for what is wrong. */
export function readFields<T>(schema: z.ZodMiniType<T>, input: unknown): T {
  const result = z.safeParse(schema, input)
  if (result.success) return result.data
  throw fieldErrors(
    result.error.issues.map(({ path, message, code }) => ({
      loc: ["body", ...path.map((key) => (typeof key === "number" ? key : String(key)))],
      msg: message,
      type: code === "invalid_type" ? "type_error" : "value_error",
    })),
  )
}
