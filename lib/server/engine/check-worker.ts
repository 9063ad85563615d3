import { parentPort } from "node:worker_threads"
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv"
import { Ajv2020 } from "ajv/dist/2020.js"
import type { Check, CheckResult } from "#lib/domain/check-schema"
import { judge, readJson, readSchema } from "#lib/domain/checks"

/**
 * The thread in which outputs meet what people wrote: a regular expression may backtrack for ever, a schema may be as
 * bad, and the thread can be ended. It is started from its source, outside the bundle.
 */

/** `output: null` looks at the check itself only. */
export interface CheckRequest {
  id: number
  check: Check
  output: string | null
}

/** Id 0 tells that the thread is there. */
export type CheckReply = { id: number; verdict: Verdict }
export type Verdict = Omit<CheckResult, "checkId">

/** Compiled schemas that are kept: a batch asks for the same few again and again. */
const maxCompiled = 30
const compiled = new Map<string, ValidateFunction>()

const maxDetailChars = 500

function verdictOn(check: Check, output: string | null): Verdict {
  try {
    if (check.kind === "regex") {
      const pattern = new RegExp(check.pattern, check.flags)
      return output === null ? { passed: true } : matched(pattern, output, check.not)
    }
    if (check.kind === "json_schema") {
      const validate = validatorOf(check.schema)
      return output === null ? { passed: true } : validated(validate, output)
    }
    const { checkId: _, ...verdict } = judge(check, output ?? "")
    return verdict
  } catch (error) {
    return { passed: null, reason: "invalid", detail: shortened(reasonOf(error)) }
  }
}

function matched(pattern: RegExp, output: string, not: boolean): Verdict {
  const match = pattern.exec(output)
  if ((match !== null) !== not) return { passed: true }
  return {
    passed: false,
    detail: match ? shortened(`Matches at character ${match.index + 1}: ${match[0]}`) : "No match.",
  }
}

function validated(validate: ValidateFunction, output: string): Verdict {
  const json = readJson(output)
  if (!json.ok) return { passed: false, detail: shortened(`Not JSON: ${json.detail}`) }
  if (validate(json.value)) return { passed: true }
  return { passed: false, detail: shortened((validate.errors ?? []).map(sentence).join("; ")) }
}

function sentence({ instancePath, message, params }: ErrorObject): string {
  const what = "additionalProperty" in params ? `${message} (${params.additionalProperty})` : message
  return `${instancePath === "" ? "The whole" : instancePath} ${what}`
}

/** Throws with the reason when the text is no schema. A schema of each draft has a compiler of its own: none is shared. */
function validatorOf(text: string): ValidateFunction {
  const known = compiled.get(text)
  if (known) return known
  const schema = readSchema(text)
  const draft = typeof schema === "object" && "$schema" in schema ? String(schema.$schema) : ""
  const options = { strict: false, allErrors: true, validateFormats: false, logger: false } as const
  const validate = (draft.includes("draft-07") ? new Ajv(options) : new Ajv2020(options)).compile(schema)
  compiled.set(text, validate)
  const oldest = compiled.keys().next().value
  if (compiled.size > maxCompiled && oldest !== undefined) compiled.delete(oldest)
  return validate
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function shortened(text: string): string {
  return text.length > maxDetailChars ? `${text.slice(0, maxDetailChars)}…` : text
}

function serve(port: NonNullable<typeof parentPort>): void {
  const reply = (message: CheckReply) => port.postMessage(message)
  port.on("message", ({ id, check, output }: CheckRequest) =>
    reply({ id, verdict: verdictOn(check, output) }),
  )
  reply({ id: 0, verdict: { passed: null } })
}

if (parentPort) serve(parentPort)
