import { jsString, pythonString } from "./literals.ts"

/** The files that a snippet reads: the token that stands for the content of each, and its name. */
export type FileTokens = readonly { token: string; name: string }[]

/** How a language writes values. */
export interface ValueStyle {
  nil: string
  yes: string
  no: string
  /** By how much deeper values stand. */
  step: string
  text(text: string): string
  /** The name of a field. */
  key(name: string): string
  /** Texts one after the other, on lines of their own. */
  joined(lines: string[], indent: string): string
  /** The content of a file in base64, as a text. */
  file(name: string): string
}

export const pythonStyle: ValueStyle = {
  nil: "None",
  yes: "True",
  no: "False",
  step: "    ",
  text: pythonString,
  key: pythonString,
  joined: (lines, indent) => `(\n${lines.map((line) => `${indent}    ${line}\n`).join("")}${indent})`,
  file: (name) => `base64_of(${pythonString(name)})`,
}

export const jsStyle: ValueStyle = {
  nil: "null",
  yes: "true",
  no: "false",
  step: "  ",
  text: jsString,
  key: jsKey,
  joined: (lines, indent) => lines.join(` +\n${indent}  `),
  file: (name) => `base64Of(${jsString(name)})`,
}

function jsKey(name: string): string {
  // By this name a literal would set the prototype.
  if (name === "__proto__") return '["__proto__"]'
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : jsString(name)
}

/** A value of JSON as an expression of a language; tokens of files become what the style makes of them. */
export function writeValue(value: unknown, style: ValueStyle, files: FileTokens, indent = ""): string {
  if (value === null || value === undefined) return style.nil
  if (value === true) return style.yes
  if (value === false) return style.no
  if (typeof value === "string") return writeText(value, style, files, indent)
  if (typeof value !== "object") return JSON.stringify(value)
  const deeper = indent + style.step
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"]
  const entries = Array.isArray(value)
    ? value.map((item) => writeValue(item, style, files, deeper))
    : Object.entries(value).map(
        ([name, item]) => `${style.key(name)}: ${writeValue(item, style, files, deeper)}`,
      )
  if (entries.length === 0) return open + close
  return `${open}\n${entries.map((entry) => `${deeper}${entry},\n`).join("")}${indent}${close}`
}

function writeText(text: string, style: ValueStyle, files: FileTokens, indent: string): string {
  const file = files.find(({ token }) => text.includes(token))
  if (!file) return writeLines(text, style, indent)
  const at = text.indexOf(file.token)
  const [before, after] = [text.slice(0, at), text.slice(at + file.token.length)]
  return [
    ...(before === "" ? [] : [style.text(before)]),
    style.file(file.name),
    ...(after === "" ? [] : [writeText(after, style, files, indent)]),
  ].join(" + ")
}

/** Texts of fewer characters stand on one line. */
const shortText = 60
/** Texts of more lines stand on one: nobody reads them there. */
const mostLines = 400

function writeLines(text: string, style: ValueStyle, indent: string): string {
  const lines = text.length < shortText ? [text] : (text.match(/[^\n]*\n|[^\n]+/g) ?? [text])
  if (lines.length === 1 || lines.length > mostLines) return style.text(text)
  return style.joined(lines.map(style.text), indent)
}
