import { expect, test } from "vitest"
import { checkSchema } from "#lib/domain/check-schema"
import { checkProblem } from "./check-problem.ts"
import { checkKinds, newCheck, tallyChecks, tallyOutput } from "./checks.ts"

test("each check that can be added is one that a workspace keeps", () => {
  for (const kind of checkKinds) expect(checkSchema.safeParse(newCheck(kind, "1")).success, kind).toBe(true)
})

test("a check that asks for nothing says so at its field", () => {
  expect(checkProblem(newCheck("contains", "1"))).toEqual({ field: "text", kind: "empty" })
  expect(checkProblem(newCheck("regex", "1"))).toEqual({ field: "pattern", kind: "empty" })
  expect(checkProblem({ id: "1", kind: "json_schema", schema: " " })).toEqual({
    field: "schema",
    kind: "empty",
  })
  expect(checkProblem({ id: "1", kind: "length", unit: "words" })).toEqual({ field: "min", kind: "empty" })
  expect(checkProblem(newCheck("length", "1"))).toBeUndefined()
  expect(checkProblem(newCheck("json", "1"))).toBeUndefined()
  expect(checkProblem(newCheck("json_schema", "1"))).toBeUndefined()
})

test("a pattern that is none is told with the reason, and flags count", () => {
  const regex = (pattern: string, flags = "") =>
    checkProblem({ id: "1", kind: "regex", pattern, flags, not: false })
  expect(regex("a(")).toMatchObject({ kind: "bad_pattern", reason: expect.stringContaining("(") })
  expect(regex("\\p{L}\\-")).toBeUndefined()
  expect(regex("\\p{L}\\-", "u")).toMatchObject({ kind: "bad_pattern" })
  expect(regex("城市|\\d+", "iu")).toBeUndefined()
})

test("a schema that is no JSON, or no schema, is told with its line", () => {
  const schema = (text: string) => checkProblem({ id: "1", kind: "json_schema", schema: text })
  expect(schema('{\n"type" "object"}')).toEqual({ field: "schema", kind: "bad_json" })
  expect(schema("[1]")).toEqual({ field: "schema", kind: "not_a_schema" })
  expect(schema("null")).toEqual({ field: "schema", kind: "not_a_schema" })
  expect(schema("true")).toBeUndefined()
})

test("a length that nothing can have is told", () => {
  expect(checkProblem({ id: "1", kind: "length", unit: "words", min: 5, max: 4 })).toEqual({
    field: "max",
    kind: "max_below_min",
  })
})

test("results are counted by check and by output; what was not looked at is unknown, what is gone does not count", () => {
  const results = [
    { checkId: "a", passed: true },
    { checkId: "b", passed: false },
    { checkId: "c", passed: null, reason: "timeout" as const },
  ]
  expect(tallyChecks([results, undefined, [{ checkId: "a", passed: false }]])).toEqual({
    a: { passed: 1, failed: 1, unknown: 0 },
    b: { passed: 0, failed: 1, unknown: 0 },
    c: { passed: 0, failed: 0, unknown: 1 },
  })
  const checks = ["a", "c", "new"].map((id) => newCheck("json", id))
  expect(tallyOutput(checks, results)).toEqual({ passed: 1, failed: 0, unknown: 2, total: 3 })
})
