import type { Variables } from "#lib/domain/setup-schema"

/**
 * Variables in prompts: `{{name}}`, spaces inside the braces ignored. A name is letters and digits of any script,
 * `_`, `-` and `.`; anything else between braces is plain text, so JSON and code in a prompt stay as they are.
 * `\{{` is a literal `{{`.
 */
const mark = /\\\{\{|\{\{\s*([\p{L}\p{M}\p{N}_.-]+)\s*\}\}/gu
const wholeName = /^[\p{L}\p{M}\p{N}_.-]+$/u

/** True for what may stand between the braces. */
export function isVariableName(text: string): boolean {
  return wholeName.test(text)
}

/** Names are compared composed: what a Mac writes as e + ´ is the é of everybody else. */
export function variableName(text: string): string {
  return text.trim().normalize("NFC")
}

/** A piece of a prompt: text as it will be sent, or a variable with what was typed for it. */
export type TemplatePart =
  | { kind: "text"; text: string }
  | { kind: "variable"; name: string; source: string; start: number }

/** The prompt in pieces, in order. */
export function templateParts(text: string): TemplatePart[] {
  const parts: TemplatePart[] = []
  let from = 0
  const addText = (piece: string) => {
    const last = parts.at(-1)
    if (last?.kind === "text") last.text += piece
    else if (piece !== "") parts.push({ kind: "text", text: piece })
  }
  for (const { 0: source, 1: name, index } of text.matchAll(mark)) {
    addText(text.slice(from, index))
    if (name === undefined) addText("{{")
    else parts.push({ kind: "variable", name: variableName(name), source, start: index })
    from = index + source.length
  }
  addText(text.slice(from))
  return parts
}

/** The names that a text uses, in the order of their first use. */
export function variablesIn(text: string): string[] {
  return variablesInAll([text])
}

/** The names that several texts use, for instance the system message and the prompt. */
export function variablesInAll(texts: string[]): string[] {
  const names = texts.flatMap(templateParts).flatMap((part) => (part.kind === "variable" ? [part.name] : []))
  return [...new Set(names)]
}

/**
 * Puts values in the place of their names, once: braces inside a value are text. A name without a value stays as it
 * was typed.
 */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return templateParts(text)
    .map((part) => {
      if (part.kind === "text") return part.text
      return (Object.hasOwn(values, part.name) ? values[part.name] : undefined) ?? part.source
    })
    .join("")
}

/** A name that the prompt uses and the table cannot give: no column for it, or rows (from 1) that leave it empty. */
export type MissingVariable =
  | { kind: "no_column"; name: string }
  | { kind: "empty"; name: string; rows: number[] }

/** What the table does not say, in the order in which the prompt asks for it. */
export function missingNames(names: string[], table: Variables): MissingVariable[] {
  return names.flatMap((name): MissingVariable[] => {
    if (!table.names.includes(name)) return [{ kind: "no_column", name }]
    const rows = table.rows.flatMap(({ values }, index) => (isEmptyValue(values, name) ? [index + 1] : []))
    return rows.length === 0 ? [] : [{ kind: "empty", name, rows }]
  })
}

/** True where a row has nothing but spaces for a name. */
export function isEmptyValue(values: Readonly<Record<string, string>>, name: string): boolean {
  return !Object.hasOwn(values, name) || (values[name] ?? "").trim() === ""
}

/** A text that calls a variable by another name; everything else stays as it was typed. */
export function renameInText(text: string, from: string, to: string): string {
  let shift = 0
  let renamed = text
  for (const part of templateParts(text)) {
    if (part.kind !== "variable" || part.name !== from) continue
    const start = part.start + shift
    const mark = `{{${to}}}`
    renamed = renamed.slice(0, start) + mark + renamed.slice(start + part.source.length)
    shift += mark.length - part.source.length
  }
  return renamed
}
