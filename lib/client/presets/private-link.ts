import type { PresetContent, ReadContent } from "#lib/domain/preset-content"

/** What travels in the fragment of a link: content without images, and what the sender calls it. */
export interface LinkedPreset {
  title: string
  content: PresetContent
}

/** Characters of a fragment from which some programs cut a link, and from which none is made. */
export const longLink = 6 * 1024
export const longestLink = 16 * 1024

/** The first character after `#` says how the rest is written. */
const format = "1"
/** What `longestLink` characters may grow to, in bytes; a workspace of that size is far below it. */
const mostBytes = 1024 * 1024

/** Why a link cannot be read. `cut`: its end is missing or something in it was changed. */
export type LinkProblem = "empty" | "too_long" | "newer" | "cut" | "not_preset"

/** The fragment of a link, without `#`: deflated JSON in base64url (RFC 4648 section 5) behind a digit for the format. */
export async function writeLink({ title, content }: LinkedPreset): Promise<string> {
  const json = new TextEncoder().encode(JSON.stringify({ title, ...withoutImages(content) }))
  return format + toBase64Url(await bytesOf(through(json, new CompressionStream("deflate"))))
}

/** Reads a fragment, with or without `#`. Never throws, whatever stands there, and never takes more than 1 MiB. */
export async function readLink(
  fragment: string,
): Promise<{ linked: LinkedPreset } | { problem: LinkProblem; field?: string }> {
  const text = fragment.replace(/^#/, "")
  if (text === "") return { problem: "empty" }
  if (text.length > longestLink) return { problem: "too_long" }
  if (/^[2-9]/.test(text)) return { problem: "newer" }
  if (!/^1[\w-]+$/.test(text)) return { problem: "cut" }
  let value: unknown
  try {
    // Ends in an Adler checksum: what was cut off or changed is found here.
    const bytes = await bytesOf(
      through(fromBase64Url(text.slice(1)), new DecompressionStream("deflate")),
      mostBytes,
    )
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))
  } catch {
    return { problem: "cut" }
  }
  // Its schemas are large, and a link is opened once.
  const { readPresetContent } = await import("#lib/domain/preset-content")
  const read: ReadContent = readPresetContent(value)
  if ("problem" in read) return read
  const title = (value as { title?: unknown }).title
  return { linked: { title: typeof title === "string" ? title.slice(0, 200) : "", content: read.content } }
}

/** Images lie on the server of the sender: a link that no server knows cannot hold them. */
export function withoutImages(content: PresetContent): PresetContent {
  const { initImage: _, mask: __, turns, columns, ...setup } = content.setup
  return {
    ...content,
    setup: {
      ...setup,
      turns: turns.map(({ images: ___, ...turn }) => turn),
      columns: columns.map(({ start, ...column }) => {
        if (!start) return column
        const { negative } = start
        return { ...column, start: negative === undefined ? {} : { negative } }
      }),
    },
  }
}

function through(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream) {
  return new Blob([bytes]).stream().pipeThrough(stream)
}

/** Throws RangeError beyond `limit` bytes: a few characters can be made to grow a thousandfold. */
async function bytesOf(
  stream: ReadableStream<Uint8Array>,
  limit = Number.POSITIVE_INFINITY,
): Promise<Uint8Array> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  const reader = stream.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length
    if (size > limit) {
      await reader.cancel()
      throw new RangeError("More than a link may hold.")
    }
    chunks.push(new Uint8Array(next.value))
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer())
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = ""
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")
}

/** Throws for what no base64url is as long as. */
function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) =>
    character.charCodeAt(0),
  )
}
