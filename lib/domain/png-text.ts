/** A text that a PNG carries beside its pixels. */
export interface PngText {
  /** 1 to 79 Latin-1 characters. */
  keyword: string
  text: string
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** More than any program writes; a file that was made to be read for ever is left earlier. */
const maxTexts = 64
const maxTextBytes = 1024 * 1024

interface Chunk {
  type: string
  data: Uint8Array
  /** Where the whole chunk begins and ends in the file. */
  start: number
  end: number
}

/**
 * The texts of a PNG (tEXt, and iTXt that is not compressed), in their order. Nothing for what is no PNG; a broken chunk
 * is passed over, and a file that breaks off is read as far as it goes.
 */
export function readPngText(bytes: Uint8Array): PngText[] {
  const texts: PngText[] = []
  for (const { type, data } of chunksOf(bytes)) {
    if (texts.length === maxTexts) break
    if (data.length > maxTextBytes) continue
    const text = type === "tEXt" ? plainText(data) : type === "iTXt" ? internationalText(data) : undefined
    if (text) texts.push(text)
  }
  return texts
}

/**
 * The PNG with these texts before its pixels, where readers look; earlier texts under the same keywords go, everything
 * else stays as it is. Throws RangeError for what is no PNG, or a keyword that a PNG cannot hold.
 */
export function withPngText(png: Uint8Array, entries: PngText[]): Uint8Array {
  const [header, ...others] = chunksOf(png)
  if (header?.type !== "IHDR") throw new RangeError("Not a PNG.")
  const replaced = new Set(entries.map(({ keyword }) => keyword))
  const stays = others.filter(
    ({ type, data }) => !textTypes.includes(type) || !replaced.has(keywordOf(data) ?? ""),
  )
  const readTo = others.at(-1)?.end ?? header.end
  return joined([
    png.subarray(0, header.end),
    ...entries.map(textChunk),
    ...stays.map(({ start, end }) => png.subarray(start, end)),
    png.subarray(readTo),
  ])
}

const textTypes = ["tEXt", "iTXt", "zTXt"]

/** The PNG without any text beside its pixels: programs write into it what they were asked. What is no PNG stays as it is. */
export function withoutPngText(png: Uint8Array): Uint8Array {
  const chunks = [...chunksOf(png)]
  const texts = chunks.filter(({ type }) => textTypes.includes(type))
  if (texts.length === 0) return png
  const stays = chunks.filter(({ type }) => !textTypes.includes(type))
  return joined([
    png.subarray(0, signature.length),
    ...stays.map(({ start, end }) => png.subarray(start, end)),
    png.subarray(chunks.at(-1)?.end),
  ])
}

/** The chunks of a PNG up to its end, or to the first that does not fit into the file. */
function* chunksOf(bytes: Uint8Array): Generator<Chunk, void, undefined> {
  if (signature.some((byte, place) => bytes[place] !== byte)) return
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let start = signature.length
  while (start + 12 <= bytes.length) {
    const end = start + 12 + view.getUint32(start)
    if (end > bytes.length) return
    const type = latin1(bytes.subarray(start + 4, start + 8))
    yield { type, data: bytes.subarray(start + 8, end - 4), start, end }
    if (type === "IEND") return
    start = end
  }
}

const keywordOf = (data: Uint8Array): string | undefined => {
  const end = data.subarray(0, 80).indexOf(0)
  return end < 1 ? undefined : latin1(data.subarray(0, end))
}

function plainText(data: Uint8Array): PngText | undefined {
  const keyword = keywordOf(data)
  return keyword === undefined ? undefined : { keyword, text: latin1(data.subarray(keyword.length + 1)) }
}

/** Keyword, 0, whether compressed, how, language, 0, keyword in that language, 0, text in UTF-8. */
function internationalText(data: Uint8Array): PngText | undefined {
  const keyword = keywordOf(data)
  if (keyword === undefined || data[keyword.length + 1] !== 0) return undefined
  const language = data.indexOf(0, keyword.length + 3)
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1)
  if (translated < 0) return undefined
  return {
    keyword,
    text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(data.subarray(translated + 1)),
  }
}

/** As tEXt where its alphabet will do: not every program reads iTXt. */
function textChunk({ keyword, text }: PngText): Uint8Array {
  if (!/^[\x20-\x7e\xa1-\xff]{1,79}$/.test(keyword)) throw new RangeError("Not a keyword of a PNG.")
  const isPlain = /^[\n\x20-\x7e\xa0-\xff]*$/.test(text)
  return isPlain
    ? chunk("tEXt", [fromLatin1(`${keyword}\0${text}`)])
    : chunk("iTXt", [fromLatin1(`${keyword}\0\0\0\0\0`), new TextEncoder().encode(text)])
}

function chunk(type: string, data: Uint8Array[]): Uint8Array {
  const body = joined([fromLatin1(type), ...data])
  const whole = joined([new Uint8Array(4), body, new Uint8Array(4)])
  const view = new DataView(whole.buffer)
  view.setUint32(0, body.length - 4)
  view.setUint32(whole.length - 4, crc32(body))
  return whole
}

function joined(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function latin1(bytes: Uint8Array): string {
  let text = ""
  // Not in one call: its arguments would not fit on the stack.
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return text
}

const fromLatin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff
  for (const byte of bytes) sum = (sum >>> 8) ^ (crcTable[(sum ^ byte) & 0xff] ?? 0)
  return (sum ^ 0xffffffff) >>> 0
}
