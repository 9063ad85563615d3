import { createHash } from "node:crypto"

/** A file of a form, always a PNG. */
export interface FormFile {
  name: string
  fileName: string
  bytes: Uint8Array
}

/** A form before it is put into bytes. */
export interface Form {
  fields: [name: string, value: string][]
  files: FormFile[]
}

/**
 * A multipart/form-data body as the bytes that are signed and sent. The same form gives the same bytes: its boundary
 * comes from its content, and stands nowhere in it.
 */
export function multipartForm({ fields, files }: Form): {
  contentType: string
  body: Uint8Array<ArrayBuffer>
} {
  const parts = [
    ...fields.map(([name, value]) => ({ head: disposition(name), bytes: Buffer.from(value) })),
    ...files.map(({ name, fileName, bytes }) => ({
      head: `${disposition(name)}; filename="${quoted(fileName)}"\r\nContent-Type: image/png`,
      bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    })),
  ]
  const boundary = boundaryOf(parts.flatMap(({ head, bytes }) => [Buffer.from(head), bytes]))
  const chunks = parts.flatMap(({ head, bytes }) => [
    Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`),
    bytes,
    Buffer.from("\r\n"),
  ])
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Uint8Array.from(Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)])),
  }
}

const disposition = (name: string): string => `Content-Disposition: form-data; name="${quoted(name)}"`

/** As browsers write names in quotes (WHATWG HTML, multipart/form-data). */
const quoted = (name: string): string => name.replace(/\r\n|\r|\n/g, "%0D%0A").replaceAll('"', "%22")

function boundaryOf(contents: Buffer[]): string {
  const hash = createHash("sha256")
  for (const content of contents) hash.update(content)
  let boundary = `bracket-${hash.digest("hex").slice(0, 32)}`
  while (contents.some((content) => content.includes(boundary))) boundary += "-"
  return boundary
}
