/** What Bracket decodes. Everything else is refused before any decoder sees it. */
export const takenFormats = ["png", "jpeg", "webp", "gif", "avif"] as const
export type TakenFormat = (typeof takenFormats)[number]

/** What the first bytes of a file say that it is; `other` carries the name that people know the format by. */
export type FileFormat = { kind: TakenFormat } | { kind: "other"; name: string } | { kind: "unknown" }

/** Formats with a mark at a fixed place: the name, where it stands, and what stands there (Latin-1). */
const marks: [name: string, offset: number, mark: string][] = [
  ["png", 0, "\x89PNG\r\n\x1a\n"],
  ["jpeg", 0, "\xff\xd8\xff"],
  ["gif", 0, "GIF87a"],
  ["gif", 0, "GIF89a"],
  ["webp", 8, "WEBP"],
  ["TIFF", 0, "II*\0"],
  ["TIFF", 0, "MM\0*"],
  ["TIFF", 0, "II+\0"],
  ["TIFF", 0, "MM\0+"],
  ["PDF", 0, "%PDF-"],
  ["PSD", 0, "8BPS"],
  ["ICO", 0, "\0\0\x01\0"],
  ["JPEG XL", 0, "\xff\x0a"],
  ["JPEG XL", 4, "JXL "],
  ["JPEG 2000", 4, "jP  "],
  ["ZIP", 0, "PK\x03\x04"],
]

/** The format of a file by its content, never by its name. */
export function fileFormat(bytes: Uint8Array): FileFormat {
  const head = latin1(bytes.subarray(0, 512))
  const name = marks.find(([, offset, mark]) => head.startsWith(mark, offset))?.[0]
  const kind = takenFormats.find((format) => format === name)
  if (kind) return kind === "webp" && !head.startsWith("RIFF") ? { kind: "unknown" } : { kind }
  if (name) return { kind: "other", name }
  // A Windows bitmap names its own header's size; two letters alone would catch plain text.
  if (head.startsWith("BM") && bytes.length > 26 && [12, 40, 108, 124].includes(bytes[14] ?? 0))
    return { kind: "other", name: "BMP" }
  return heifFormat(head) ?? markupFormat(head) ?? { kind: "unknown" }
}

/** ISO base media files name their kinds ("brands") in their first box: AVIF and HEIC are told apart by them. */
function heifFormat(head: string): FileFormat | undefined {
  if (!head.startsWith("ftyp", 4)) return undefined
  const size = head.charCodeAt(2) * 256 + head.charCodeAt(3)
  const brands = (head.slice(8, size).match(/[\s\S]{4}/g) ?? []).filter((_, place) => place !== 1)
  if (brands.some((brand) => brand === "avif" || brand === "avis")) return { kind: "avif" }
  const isHeif = brands.some((brand) => /^(?:hei[a-z]|hev[a-z]|mif1|msf1)$/.test(brand))
  return { kind: "other", name: isHeif ? "HEIC" : "MP4" }
}

function markupFormat(head: string): FileFormat | undefined {
  const text = head.replace(/^\xef\xbb\xbf/, "").trimStart()
  if (/^(?:<\?xml[\s\S]*?\?>\s*|<!--[\s\S]*?-->\s*|<!doctype svg[^>]*>\s*)*<svg[\s>]/i.test(text))
    return { kind: "other", name: "SVG" }
  if (/^(?:<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body|script)\b/i.test(text))
    return { kind: "other", name: "HTML" }
  return undefined
}

/** Whether a picture lacks its end; asked only when it could not be decoded, to say why. */
export function isCutOff(format: TakenFormat, bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // Some programs write a few bytes after the end.
  const tail = latin1(bytes.subarray(-64))
  switch (format) {
    case "png":
      return !tail.includes("IEND")
    case "jpeg":
      return !tail.includes("\xff\xd9")
    case "gif":
      return !/\x3b\0*$/.test(tail)
    case "webp":
      return bytes.length < 8 || view.getUint32(4, true) + 8 > bytes.length
    case "avif":
      return boxesEnd(view) > bytes.length
  }
}

/** Where the boxes of an ISO base media file say that it ends. */
function boxesEnd(view: DataView): number {
  let at = 0
  while (at + 8 <= view.byteLength) {
    const size = view.getUint32(at)
    // 0: to the end of the file; 1: a long size, which no picture of ours has.
    if (size < 8) return view.byteLength
    at += size
  }
  return at
}

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes)
