import type { Check, CheckResult } from "#lib/domain/check-schema"
import { unfenced } from "#lib/domain/code-block"
import { countWords } from "#lib/domain/count-words"

/** A check that is looked at by plain functions; the others need a thread that can be stopped (lib/server/engine/checker.ts). */
export type PlainCheck = Extract<Check, { kind: "contains" | "json" | "length" }>

/** What is wrong with a check itself, whatever the output. `message` is the engine's reason, in English. */
export interface CheckProblem {
  index: number
  field: "pattern" | "flags" | "schema" | "max"
  message: string
}

/** The checks that cannot be what was meant: unreadable patterns and schemas, lengths that nothing has. */
export function checkProblems(checks: readonly Check[]): CheckProblem[] {
  return checks.flatMap((check, index): CheckProblem[] => {
    const problem = problemOf(check)
    return problem ? [{ index, ...problem }] : []
  })
}

function problemOf(check: Check): Omit<CheckProblem, "index"> | undefined {
  if (check.kind === "regex") {
    const flags = reasonAgainst(() => new RegExp("", check.flags))
    if (flags !== undefined) return { field: "flags", message: flags }
    const pattern = reasonAgainst(() => new RegExp(check.pattern, check.flags))
    return pattern === undefined ? undefined : { field: "pattern", message: pattern }
  }
  if (check.kind === "json_schema") {
    const message = reasonAgainst(() => readSchema(check.schema))
    return message === undefined ? undefined : { field: "schema", message }
  }
  if (check.kind === "length" && (check.min ?? 0) > (check.max ?? Number.POSITIVE_INFINITY))
    return { field: "max", message: `No length is at least ${check.min} and at most ${check.max}.` }
  return undefined
}

/** A JSON Schema as it was typed. Throws with the reason when it is none: a schema is an object, true or false. */
export function readSchema(text: string): object | boolean {
  const schema: unknown = JSON.parse(text)
  if (typeof schema === "boolean") return schema
  if (typeof schema === "object" && schema !== null && !Array.isArray(schema)) return schema
  throw new SyntaxError("A JSON Schema is an object, true or false.")
}

/** How a plain check goes on an output. One that asks for nothing is `invalid`: it would pass whatever comes. */
export function judge(check: PlainCheck, output: string): CheckResult {
  switch (check.kind) {
    case "contains":
      return judgeContains(check, output)
    case "json": {
      const read = readJson(output)
      return { checkId: check.id, passed: read.ok, ...(read.ok ? {} : { detail: read.detail }) }
    }
    case "length":
      return judgeLength(check, output)
  }
}

function judgeContains(check: Extract<Check, { kind: "contains" }>, output: string): CheckResult {
  const { id: checkId, text, not, ignoreCase } = check
  if (text === "")
    return { checkId, passed: null, reason: "invalid", detail: "There is nothing to look for." }
  const at = ignoreCase ? output.toLowerCase().indexOf(text.toLowerCase()) : output.indexOf(text)
  const found = at >= 0
  if (found !== not) return { checkId, passed: true }
  return { checkId, passed: false, detail: found ? `Found at character ${at + 1}.` : "Not found." }
}

function judgeLength(check: Extract<Check, { kind: "length" }>, output: string): CheckResult {
  const { id: checkId, unit, min, max } = check
  if (min === undefined && max === undefined)
    return { checkId, passed: null, reason: "invalid", detail: "There is no length to keep." }
  const length = unit === "words" ? countWords(output) : countCharacters(output)
  if (length < (min ?? 0)) return { checkId, passed: false, detail: `${length} ${unit}, at least ${min}.` }
  if (length > (max ?? length))
    return { checkId, passed: false, detail: `${length} ${unit}, at most ${max}.` }
  return { checkId, passed: true, detail: `${length} ${unit}.` }
}

/** Without a locale of its own: the same text is as long for every reader and on every server. */
const characters = new Intl.Segmenter("en", { granularity: "grapheme" })

/** Characters as a reader sees them: an emoji of several parts is one, and so is a letter with its accents. */
export function countCharacters(text: string): number {
  // Within ASCII only "\r\n" is one character of two code units.
  if (/^[\0-\x7f]*$/.test(text) && !text.includes("\r\n")) return text.length
  let count = 0
  for (const _ of characters.segment(text)) count += 1
  return count
}

export type ReadJson = { ok: true; value: unknown } | { ok: false; detail: string }

/** The JSON of an output: all of it, or what stands in its code block when it is one code block and nothing else. */
export function readJson(output: string): ReadJson {
  try {
    return { ok: true, value: JSON.parse(unfenced(output.trim())) }
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) }
  }
}

function reasonAgainst(attempt: () => unknown): string | undefined {
  try {
    attempt()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
