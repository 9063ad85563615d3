/**
 * Text as both engines can hold it: PostgreSQL refuses U+0000, and neither can encode half of a surrogate pair.
 * U+0000 becomes its visible symbol U+2400, a lone surrogate U+FFFD. Every query parameter passes through here,
 * search words included. JSON columns are not touched by it: JSON escapes both, so they come back exactly.
 */
export function storableValue(value: unknown): unknown {
  if (typeof value !== "string") return value
  const text = value.isWellFormed() ? value : value.toWellFormed()
  return text.includes("\0") ? text.replaceAll("\0", "\u2400") : text
}
