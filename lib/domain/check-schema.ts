import * as z from "zod/mini"
import { maxChecks } from "#lib/domain/setup"

const id = z.string().check(z.minLength(1), z.maxLength(64))
const count = z.optional(z.int().check(z.gte(0), z.lte(10_000_000)))

/** An assertion on an output. `not` turns it round; lengths are counted in the unit that it names. */
export const checkSchema = z.discriminatedUnion("kind", [
  z.object({
    id,
    kind: z.literal("contains"),
    text: z.string().check(z.maxLength(10_000)),
    not: z.boolean(),
    ignoreCase: z.boolean(),
  }),
  z.object({
    id,
    kind: z.literal("regex"),
    pattern: z.string().check(z.maxLength(2_000)),
    /** Flags of a JavaScript regular expression, of `i`, `m`, `s` and `u`. */
    flags: z.string().check(z.regex(/^[imsu]{0,4}$/)),
    not: z.boolean(),
  }),
  z.object({ id, kind: z.literal("json") }),
  /** `schema`: JSON Schema as text, as it was typed. */
  z.object({ id, kind: z.literal("json_schema"), schema: z.string().check(z.maxLength(100_000)) }),
  z.object({ id, kind: z.literal("length"), unit: z.enum(["characters", "words"]), min: count, max: count }),
])
export type Check = z.infer<typeof checkSchema>
export type CheckKind = Check["kind"]

export const checksSchema = z.array(checkSchema).check(z.maxLength(maxChecks))

/**
 * How one check went on one output. `passed` is null when it could not be told: it took too long (`timeout`), or the
 * check itself is not valid (`invalid`). `detail`: where and why it failed, in English, for the curious.
 */
export const checkResultSchema = z.object({
  checkId: z.string(),
  passed: z.nullable(z.boolean()),
  reason: z.optional(z.enum(["timeout", "invalid"])),
  detail: z.optional(z.string()),
})
export type CheckResult = z.infer<typeof checkResultSchema>
