import { BracketError } from "#lib/domain/errors"
import type { AnswerRoom } from "./answer-memory.ts"

/**
 * Reads a body to its end as UTF-8. Throws `BracketError("upstream_garbage")` once it is larger than
 * `maxBytes`, without reading on. What is read takes its place in `room`, and keeps it.
 */
export async function bodyText(
  body: AsyncIterable<Uint8Array> | null,
  maxBytes: number,
  room?: AnswerRoom,
): Promise<string> {
  return new TextDecoder().decode(await bodyBytes(body, maxBytes, room))
}

/** Reads a body to its end. Throws like `bodyText`. */
export async function bodyBytes(
  body: AsyncIterable<Uint8Array> | null,
  maxBytes: number,
  room?: AnswerRoom,
): Promise<Uint8Array> {
  const { bytes, whole } = await firstBytes(body, maxBytes, room)
  if (whole) return bytes
  throw new BracketError("upstream_garbage", "The upstream's answer is too large", {
    hint: "Ask for less in one request.",
    params: { received: "too large an answer", maxBytes },
  })
}

/** Reads at most `maxBytes` (and the rest of the chunk that reaches them) of a body, and leaves it there. */
export async function bodyStart(
  body: AsyncIterable<Uint8Array> | null,
  maxBytes: number,
): Promise<{ text: string; whole: boolean }> {
  const { bytes, whole } = await firstBytes(body, maxBytes)
  return { text: new TextDecoder().decode(bytes), whole }
}

async function firstBytes(
  body: AsyncIterable<Uint8Array> | null,
  maxBytes: number,
  room?: AnswerRoom,
): Promise<{ bytes: Uint8Array; whole: boolean }> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    await room?.take(chunk.length)
    chunks.push(chunk)
    length += chunk.length
    if (length > maxBytes) break
  }
  return { bytes: Buffer.concat(chunks), whole: length <= maxBytes }
}
