/**
 * The bytes of an image that came as base64, bare or as a data URL; undefined for what is no base64 or empty. What the
 * bytes are is not asked: labels lie, so that whoever keeps them looks at them.
 */
export function imageBytes(text: string): Uint8Array | undefined {
  const base64 = text.startsWith("data:") ? text.slice(text.indexOf(",") + 1) : text
  return decoded(base64) ?? decoded(base64.replace(/\s+/g, ""))
}

/** Node skips what is no base64, so that a broken text gives fewer bytes than its length promises. */
function decoded(base64: string): Uint8Array | undefined {
  let letters = base64.length
  while (letters > 0 && base64[letters - 1] === "=") letters -= 1
  const bytes = Buffer.from(base64, "base64")
  return bytes.length > 0 && bytes.length === Math.floor((letters * 3) / 4) ? bytes : undefined
}
