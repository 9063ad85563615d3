import { createHash } from "node:crypto"

/** Pictures in messages: data URLs. */
const dataUrls = /(data:image\/[\w.+-]+;base64,)([A-Za-z0-9+/=]{200,})/g
/** A whole text of JSON that is base64 and nothing else: longer than any word that somebody writes. */
const base64Texts = /"([A-Za-z0-9+/]{1000,}={0,2})"/g

/** A body as text, with its pictures named by size and hash: megabytes that nobody reads, and that are kept already. */
export function shortenedBody(body: Uint8Array, contentType: string): string {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const [, boundary] = /^multipart\/form-data; boundary=(\S+)$/.exec(contentType) ?? []
  if (boundary !== undefined) return shortenedForm(bytes, boundary)
  return bytes
    .toString("utf8")
    .replace(dataUrls, (_, head: string, data: string) => `${head}… (${data.length} characters)`)
    .replace(base64Texts, (_, data: string) => `"${named(Buffer.from(data, "base64"))}"`)
}

/** A form part by part: the content of files gives way to its name. */
function shortenedForm(body: Buffer, boundary: string): string {
  const mark = Buffer.from(`--${boundary}`)
  const parts: string[] = []
  for (let start = 0; start < body.length; ) {
    const next = body.indexOf(mark, start + mark.length)
    const part = body.subarray(start, next < 0 ? body.length : next)
    const head = part.indexOf("\r\n\r\n")
    const isFile = head > 0 && part.subarray(0, head).includes("; filename=")
    parts.push(
      isFile
        ? `${part.subarray(0, head + 4).toString("utf8")}${named(part.subarray(head + 4, -2))}\r\n`
        : part.toString("utf8"),
    )
    start = next < 0 ? body.length : next
  }
  return parts.join("")
}

const named = (bytes: Uint8Array): string =>
  `…(${bytes.length} bytes, sha256 ${createHash("sha256").update(bytes).digest("hex")})`
