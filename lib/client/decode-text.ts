export type TextEncodingName = "utf-8" | "utf-16" | "gb18030" | "windows-1252"

export type DecodedText = { ok: true; text: string; encoding: TextEncodingName } | { ok: false }

/**
 * Reads the bytes of a text file of unknown encoding: UTF-8, UTF-16 by its mark, else what Excel writes when it saves
 * CSV the old way: GB18030 on a Chinese system, Windows-1252 on a western one. Not ok: it is no text (a workbook, a
 * picture).
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return checked(decode(bytes, "utf-16le"), "utf-16")
  if (first === 0xfe && second === 0xff) return checked(decode(bytes, "utf-16be"), "utf-16")
  const utf8 = decode(bytes, "utf-8")
  if (utf8 !== undefined) return checked(utf8, "utf-8")
  if (isWestern(bytes)) return checked(decode(bytes, "windows-1252"), "windows-1252")
  return checked(decode(bytes, "gb18030"), "gb18030")
}

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** No text file has a NUL, and nearly every other file has one. */
function checked(text: string | undefined, encoding: TextEncodingName): DecodedText {
  return text === undefined || text.includes("\0") ? { ok: false } : { ok: true, text, encoding }
}

/** Chinese comes in pairs of high bytes, western accents stand alone between plain letters. */
function isWestern(bytes: Uint8Array): boolean {
  let alone = 0
  let runs = 0
  for (let at = 0; at < bytes.length; at++) {
    if ((bytes[at] ?? 0) < 0x80) continue
    const start = at
    while ((bytes[at + 1] ?? 0) >= 0x80) at++
    runs++
    if (at === start) alone++
  }
  return alone > runs / 2
}
