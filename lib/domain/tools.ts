import { jsonErrorPlace } from "#lib/domain/json-error"
import type { AnswerSchema, Tool } from "#lib/domain/tools-schema"

export type { AnswerSchema, Tool }

/** Most functions of one request: DeepSeek's and OpenAI's limit. */
export const maxTools = 128

/** What is wrong with a text of JSON. `place` says where in it (`[0].function.name`); lines and columns count from 1. */
export type JsonProblem =
  | { problem: "not_json"; line: number; column: number }
  | { problem: "too_many" | "not_object" }
  | { problem: "type" | "name" | "description" | "parameters" | "strict" | "function"; place: string }
  | { problem: "same_name"; name: string }
  | { problem: "reserved"; name: string }

/** What was read, or what is wrong with it, or nothing where nothing was written. */
export type ReadJson<T> = { value: T; problem?: undefined } | NotRead
type NotRead = { value?: undefined; problem?: JsonProblem }

const namePattern = /^[A-Za-z0-9_-]{1,64}$/

type Fields = Record<string, unknown>
const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** Reads the tools that a person has written; nothing at all for a blank text. */
export function readTools(text: string): ReadJson<Tool[]> {
  const json = readJson(text)
  if (!("value" in json)) return json
  const list = Array.isArray(json.value) ? json.value : [json.value]
  if (list.length > maxTools) return { problem: { problem: "too_many" } }
  // A list of nothing says that there are none.
  if (list.length === 0) return {}
  const names = new Set<string>()
  for (const [index, tool] of list.entries()) {
    const problem = toolProblem(tool, Array.isArray(json.value) ? `[${index}]` : "")
    if (problem) return { problem }
    const { name } = (tool as Tool).function
    if (names.has(name)) return { problem: { problem: "same_name", name } }
    names.add(name)
  }
  return { value: list as Tool[] }
}

function toolProblem(tool: unknown, place: string): JsonProblem | undefined {
  if (!isObject(tool) || tool.type !== "function") return { problem: "type", place: `${place}.type` }
  const described = tool.function
  if (!isObject(described)) return { problem: "function", place: `${place}.function` }
  const at = (field: string) => `${place}.function.${field}`
  if (typeof described.name !== "string" || !namePattern.test(described.name))
    return { problem: "name", place: at("name") }
  if (described.description !== undefined && typeof described.description !== "string")
    return { problem: "description", place: at("description") }
  if (described.parameters !== undefined && !isObject(described.parameters))
    return { problem: "parameters", place: at("parameters") }
  if (described.strict !== undefined && typeof described.strict !== "boolean")
    return { problem: "strict", place: at("strict") }
  return undefined
}

/** Reads the schema of an answer: a JSON schema, or one in the API's own wrapping `{name, schema, strict}`. */
export function readAnswerSchema(text: string): ReadJson<AnswerSchema> {
  const json = readJson(text)
  if (!("value" in json)) return json
  const { value } = json
  if (!isObject(value)) return { problem: { problem: "not_object" } }
  if (!isWrapped(value)) return { value: value as AnswerSchema }
  return namePattern.test(String(value.name))
    ? { value: value as AnswerSchema }
    : { problem: { problem: "name", place: ".name" } }
}

/** True for `{name, schema}`: a JSON schema has neither as a text beside an object. */
const isWrapped = (value: Fields): boolean => isObject(value.schema) && typeof value.name === "string"

/** An answer's schema as providers want it: with a name. */
export function namedSchema(given: AnswerSchema): Fields {
  return isWrapped(given) ? given : { name: "answer", schema: given }
}

/**
 * Fields that Bracket writes itself. Another value in the extra fields would break the reading of the answer, run a model
 * that is not the one that is priced and allowed, or speak in somebody else's name.
 */
const reserved = ["stream", "stream_options", "messages", "prompt", "model", "models", "n", "user_id"]

/** The first of the extra fields that is not theirs to set. */
export const reservedField = (extra: object): string | undefined =>
  reserved.find((field) => Object.hasOwn(extra, field))

/** Reads the extra body fields of a column; nothing at all for a blank text. */
export function readExtra(text: string): ReadJson<Fields> {
  const json = readJson(text)
  if (!("value" in json)) return json
  if (!isObject(json.value)) return { problem: { problem: "not_object" } }
  const name = reservedField(json.value)
  if (name !== undefined) return { problem: { problem: "reserved", name } }
  return Object.keys(json.value).length === 0 ? {} : { value: json.value }
}

function readJson(text: string): { value: unknown } | { problem?: JsonProblem } {
  if (text.trim() === "") return {}
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { problem: { problem: "not_json", ...(jsonErrorPlace(text) ?? { line: 1, column: 1 }) } }
  }
}
