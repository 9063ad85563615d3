import { languageOf } from "#lib/sandbox/language/relevance"
import { subjectOf } from "#lib/sandbox/language/subject"
import { stem } from "#lib/sandbox/language/words"
import { instanceOf, schemaOfExample } from "./schema-instance.ts"
import type { JsonSchema, TextRequest, ToolDescription } from "./text-request.ts"

/** What is written by rule and not by the language model: a call, or JSON. */
export interface Call {
  name: string
  arguments: string
}

const wordsOf = (text: string): string[] =>
  (text.replace(/[_-]/g, " ").match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? []).map(stem).filter(Boolean)

/**
 * The call that a request asks for; undefined when words are asked for. A choice of its own calls the function whose
 * name and description share most words with what the user said, and none when there are none.
 */
export function callFor({ tools, mustCall, toolResults, prompt }: TextRequest): Call | undefined {
  if (tools.length === 0 || toolResults.length > 0) return undefined
  const said = new Set(wordsOf(prompt))
  const shared = (tool: ToolDescription): number =>
    new Set(wordsOf(`${tool.name} ${tool.description}`).filter((word) => said.has(word))).size
  const best = tools.reduce((one, other) => (shared(other) > shared(one) ? other : one))
  if (!mustCall && shared(best) === 0) return undefined
  const schema: JsonSchema = { type: "object", ...best.parameters }
  const source = { text: (field: string) => mentioned(prompt, field), number: () => numberIn(prompt) }
  return { name: best.name, arguments: JSON.stringify(instanceOf(schema, source)) }
}

/** What a prompt names: the word after a preposition, a name, or else what it is about. */
function mentioned(prompt: string, field: string): string {
  const quoted = /["“「]([^"”」]+)["”」]/.exec(prompt)?.[1]
  const placed = /\b(?:in|at|for|of|to|from|about)\s+((?:\p{Lu}[\p{L}'-]*\s?)+)/u.exec(prompt)?.[1]?.trim()
  const name = /(?!^)(?<=\s)\p{Lu}[\p{L}'-]+/u.exec(prompt)?.[0]
  return quoted ?? placed ?? name ?? (subjectOf(prompt) || field)
}

function numberIn(prompt: string): number {
  return Number(/-?\d+(?:\.\d+)?/.exec(prompt)?.[0] ?? 3)
}

/** JSON for a request: by its schema, after the example in the prompt, or with the answer as the only field. */
export function jsonFor(request: TextRequest, write: (field: string) => string): string {
  const schema = request.json?.schema ?? exampleIn(request.promptParts.join("\n")) ?? anyAnswer
  return JSON.stringify(instanceOf(schema, { text: write, number: () => numberIn(request.prompt) }), null, 2)
}

const anyAnswer: JsonSchema = { type: "object", properties: { answer: { type: "string" } } }

/** Places where an object could begin that are looked at; prose seldom has braces. */
const maxStarts = 50

/** The first object of JSON that a prompt shows. */
function exampleIn(text: string): JsonSchema | undefined {
  const starts = [...text.matchAll(/\{/g)].slice(0, maxStarts)
  for (const { index } of starts) {
    const example = parsed(text.slice(index, endOfObject(text, index)))
    if (example !== undefined) return schemaOfExample(example)
  }
  return undefined
}

/** Where the braces that are opened at `from` are closed, texts left aside. */
function endOfObject(text: string, from: number): number {
  let depth = 0
  for (const { 0: piece, index } of text.slice(from).matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (piece === "{") depth++
    else if (piece === "}" && --depth === 0) return from + index + 1
  }
  return text.length
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether JSON is asked for in a way that leaves it blank: DeepSeek wants the word in the prompt. */
export function isBlankJson({ json, promptParts }: TextRequest): boolean {
  return json !== undefined && !json.schema && !promptParts.some((part) => /json/i.test(part))
}

/** How an answer that rests on tools begins. */
export function reportOf({ toolResults, prompt }: TextRequest): string {
  if (toolResults.length === 0) return ""
  const isChinese = languageOf(prompt) === "zh"
  const parts = toolResults.map(({ name, text }) =>
    isChinese ? `${name} 的结果：${text}` : `${name} says: ${text}`,
  )
  return `${parts.join("\n")}\n\n`
}
