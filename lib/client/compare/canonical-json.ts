import { unfenced } from "#lib/domain/code-block"

/** A number as it was written, where a double would change it. */
class Written {
  readonly digits: string
  constructor(digits: string) {
    this.digits = digits
  }
}

type Reviver = (key: string, value: unknown, context?: { source?: string }) => unknown

const keepDigits: Reviver = (_, value, context) =>
  typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value) && context?.source
    ? new Written(context.source)
    : value

/**
 * A JSON object or array with its keys in order, two spaces a level, one value a line; undefined when the text is
 * something else. So two objects that mean the same read the same.
 */
export function canonicalJson(text: string): string | undefined {
  const body = unfenced(text.trim())
  if (!/^\s*[{[]/.test(body)) return undefined
  try {
    return print(JSON.parse(body, keepDigits as Parameters<typeof JSON.parse>[1]), "")
  } catch {
    // No JSON, or nested deeper than anybody can read.
    return undefined
  }
}

function print(value: unknown, indent: string): string {
  if (value instanceof Written) return value.digits
  if (value === null || typeof value !== "object") return JSON.stringify(value)
  const inner = `${indent}  `
  const lines = Array.isArray(value)
    ? value.map((item) => inner + print(item, inner))
    : Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
        .map(([key, item]) => `${inner}${JSON.stringify(key)}: ${print(item, inner)}`)
  const [open, close] = Array.isArray(value) ? "[]" : "{}"
  return lines.length === 0 ? `${open}${close}` : `${open}\n${lines.join(",\n")}\n${indent}${close}`
}
