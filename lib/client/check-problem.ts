import type { Check } from "#lib/domain/check-schema"

/** What is wrong with a check itself, at the field where it can be put right. */
export type CheckProblem =
  | { field: "text" | "pattern" | "schema" | "min"; kind: "empty" }
  /** `reason` is the browser's own, in English. */
  | { field: "pattern"; kind: "bad_pattern"; reason: string }
  | { field: "schema"; kind: "bad_json" }
  | { field: "schema"; kind: "not_a_schema" }
  | { field: "max"; kind: "max_below_min" }

/** What can be told without asking the server, which knows JSON Schema. */
export function checkProblem(check: Check): CheckProblem | undefined {
  switch (check.kind) {
    case "contains":
      return check.text === "" ? { field: "text", kind: "empty" } : undefined
    case "regex":
      return patternProblem(check.pattern, check.flags)
    case "json":
      return undefined
    case "json_schema":
      return schemaProblem(check.schema)
    case "length":
      if (check.min === undefined && check.max === undefined) return { field: "min", kind: "empty" }
      if (check.min !== undefined && check.max !== undefined && check.max < check.min)
        return { field: "max", kind: "max_below_min" }
      return undefined
  }
}

function patternProblem(pattern: string, flags: string): CheckProblem | undefined {
  if (pattern === "") return { field: "pattern", kind: "empty" }
  try {
    new RegExp(pattern, flags)
    return undefined
  } catch (error) {
    return {
      field: "pattern",
      kind: "bad_pattern",
      reason: error instanceof Error ? error.message : String(error),
    }
  }
}

function schemaProblem(schema: string): CheckProblem | undefined {
  if (schema.trim() === "") return { field: "schema", kind: "empty" }
  let value: unknown
  try {
    value = JSON.parse(schema)
  } catch {
    return { field: "schema", kind: "bad_json" }
  }
  const isSchema = typeof value === "boolean" || (typeof value === "object" && value && !Array.isArray(value))
  return isSchema ? undefined : { field: "schema", kind: "not_a_schema" }
}
