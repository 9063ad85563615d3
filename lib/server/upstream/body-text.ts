import { BracketError } from "#lib/domain/errors"

/**
 * Reads a body to its end as UTF-8. Throws `BracketError("upstream_garbage")` once it is larger than
 * `maxBytes`, without reading on.
 */
export async function bodyText(body: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<string> {
  const { text, whole } = await bodyStart(body, maxBytes)
  if (whole) return text
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
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > maxBytes) break
  }
  return { text: new TextDecoder().decode(Buffer.concat(chunks)), whole: bytes <= maxBytes }
}
