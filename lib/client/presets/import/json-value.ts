/** An object of JSON, as it came: whatever is in it is still to be looked at. */
export type Fields = Record<string, unknown>

/** The value when it is an object of JSON, and no list. */
export function asFields(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}

/** The value when it is a text. */
export function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined
}

/** The value when it is a list; else an empty one. */
export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
