import type { ApiError } from "#lib/client/api/request"
import type { ManagedConnection } from "#lib/domain/managed-connection"
import { secretKindOf } from "#lib/domain/secret-reference"
import { amountKeys, amountOf, amountRule } from "./connection-amounts.ts"
import { type ConnectionDraft, secretNames } from "./connection-draft.ts"
import { typedNumber } from "./typed-number.ts"

/** What is wrong with a field: the key of a sentence, and its figures. */
export interface Problem {
  code: ProblemCode
  values?: Record<string, string | number>
}

const codes = [
  "missing",
  "too_long",
  "url",
  "number",
  "range",
  "whole",
  "reference",
  "reference_admin",
  "reenter",
  "same",
  "certificate",
  "forbidden",
  "owner",
  "nobody",
  "duplicate",
  "blocked_scheme",
  "blocked_credentials",
  "blocked_metadata",
  "blocked_private",
  "blocked_plain_http",
  "invalid",
] as const
export type ProblemCode = (typeof codes)[number]

/** By field, as the API names it: `baseUrl`, `credential.apiKey`, `limits.concurrency`. */
export type Problems = Record<string, Problem>

const isWebAddress = (text: string): boolean => /^https?:\/\/\S+$/i.test(text) && URL.canParse(text)

/** What can be seen without asking the server; it looks again, and further. */
export function problemsOf(draft: ConnectionDraft, stored?: ManagedConnection): Problems {
  const problems: Problems = {}
  const note = (field: string, code: ProblemCode | undefined) => {
    if (code) problems[field] ??= { code }
  }
  const address = (text: string, needed: boolean): ProblemCode | undefined => {
    if (text.trim() === "") return needed ? "missing" : undefined
    return isWebAddress(text.trim()) ? undefined : "url"
  }
  // What cannot be changed here cannot be wrong.
  if (stored?.editable !== false) {
    note(
      "name",
      draft.name.trim() === "" ? "missing" : draft.name.trim().length > 80 ? "too_long" : undefined,
    )
    note("baseUrl", address(draft.baseUrl, true))
    Object.assign(problems, credentialProblems(draft, stored))
  }
  note("statusUrl", address(draft.statusUrl, false))
  note("consoleUrl", address(draft.consoleUrl, false))
  if (draft.access.kind === "people" && draft.access.ids.length === 0) note("access", "nobody")
  for (const key of amountKeys) {
    const { min, max, whole } = amountRule(key)
    const text = draft.amounts[key]
    if (amountOf(key, text) !== "wrong") continue
    const values = { min, max }
    const code = typedNumber(text) === "wrong" ? "number" : whole ? "whole" : "range"
    problems[key] = { code, values }
  }
  return problems
}

/** The same of the credential alone; without `stored` every part has to be typed. */
export function credentialProblems(draft: ConnectionDraft, stored?: ManagedConnection): Problems {
  const problems: Problems = {}
  const isKept = (name: string) =>
    stored?.credential.kind === draft.kind && stored.credential.fields.some((field) => field.name === name)
  for (const name of secretNames(draft.kind)) {
    const text = draft.secrets[name].trim()
    if (secretKindOf(text) === "broken_reference") problems[`credential.${name}`] = { code: "reference" }
    if (text === "" && !isKept(name) && name !== "clientSecret")
      problems[`credential.${name}`] = { code: "missing" }
  }
  if (draft.kind !== "oauth2") return problems
  for (const name of ["clientId", "authorizeUrl", "tokenUrl"] as const) {
    const text = draft.oauth[name].trim()
    if (text === "") problems[`credential.${name}`] = { code: "missing" }
    else if (name !== "clientId" && !isWebAddress(text)) problems[`credential.${name}`] = { code: "url" }
  }
  return problems
}

/** What the server refused, when it belongs to a field. */
export function refusedField(error: ApiError): { field: string; problem: Problem } | undefined {
  if (error.code === "blocked_address") {
    const code = codeOf(`blocked_${error.params?.rule}`) ?? "blocked_private"
    return { field: error.field ?? "baseUrl", problem: { code, values: { host: error.params?.host ?? "" } } }
  }
  if (!error.field || (error.code !== "invalid_input" && error.code !== "forbidden")) return undefined
  const field = error.field.replace(/^input\./, "").replace(/^access\..*/, "access")
  const said = error.code === "forbidden" ? "forbidden" : String(error.params?.problem ?? "")
  return { field, problem: problemSaid(field, said) }
}

function problemSaid(field: string, said: string): Problem {
  const rule = amountKeys.find((key) => key === field)
  if (rule) {
    const { min, max, whole } = amountRule(rule)
    return { code: whole ? "whole" : "range", values: { min, max } }
  }
  // `reference` is our own word for one that only admins may use; a slip in one is the schema's `custom`.
  if (said === "reference") return { code: "reference_admin" }
  const schema: Record<string, ProblemCode> = {
    too_small: "missing",
    too_big: "too_long",
    invalid_format: "url",
    custom: "reference",
  }
  return { code: schema[said] ?? codeOf(said) ?? "invalid" }
}

function codeOf(text: string): ProblemCode | undefined {
  return codes.find((code) => code === text)
}
