import type { Check, CheckKind, CheckResult } from "#lib/domain/check-schema"

export const checkKinds: CheckKind[] = ["contains", "regex", "length", "json", "json_schema"]

/** A check as it is when it is added: it asks for what it needs. */
export function newCheck(kind: CheckKind, id: string): Check {
  switch (kind) {
    case "contains":
      return { id, kind, text: "", not: false, ignoreCase: false }
    case "regex":
      return { id, kind, pattern: "", flags: "", not: false }
    case "json":
      return { id, kind }
    case "json_schema":
      return { id, kind, schema: '{\n  "type": "object",\n  "required": []\n}' }
    case "length":
      return { id, kind, unit: "words", max: 200 }
  }
}

/** How a check went on many outputs. */
export interface CheckTally {
  passed: number
  failed: number
  /** Those of which it could not be told. */
  unknown: number
}

/** Counts the results of many outputs, by check. */
export function tallyChecks(outputs: (CheckResult[] | undefined)[]): Record<string, CheckTally> {
  const tallies = new Map<string, CheckTally>()
  for (const { checkId, passed } of outputs.flatMap((results) => results ?? [])) {
    const tally = tallies.get(checkId) ?? { passed: 0, failed: 0, unknown: 0 }
    tally[passed === null ? "unknown" : passed ? "passed" : "failed"]++
    tallies.set(checkId, tally)
  }
  return Object.fromEntries(tallies)
}

/** How the checks went on one output: only those that are asked for now count. */
export function tallyOutput(checks: Check[], results: CheckResult[]): CheckTally & { total: number } {
  const tally = { passed: 0, failed: 0, unknown: 0, total: checks.length }
  for (const { id } of checks) {
    const passed = results.find(({ checkId }) => checkId === id)?.passed
    if (passed === true) tally.passed++
    else if (passed === false) tally.failed++
    else tally.unknown++
  }
  return tally
}
