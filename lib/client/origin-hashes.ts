import { normalisedText, type OriginQuestion } from "#lib/domain/origin"
import { withoutPngText } from "#lib/domain/png-text"

/** Files are hashed in one piece: more than any output of ours. */
export const maxFileBytes = 64 * 1024 * 1024

/** Whether this page can compute hashes: browsers let pages do so on https and on this machine only. */
export const canHash = (): boolean => globalThis.crypto?.subtle !== undefined

/** What to ask about a text, or about its hash where it is nothing but one. */
export async function questionOfText(text: string): Promise<OriginQuestion> {
  const typed = text.trim().toLowerCase()
  if (isHash(typed)) return { sha256: typed }
  const { sha256, normalised } = await hashesOfText(text)
  return { sha256, normalised }
}

/** What to ask about a file: its bytes, and what of them copies agree on. */
export async function questionOfFile(file: Blob): Promise<OriginQuestion> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const sha256 = await hashOf(bytes)
  const text = decoded(bytes)
  const normalised =
    text === undefined ? await hashOf(withoutPngText(bytes)) : (await hashesOfText(text)).normalised
  return { sha256, normalised }
}

export const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

async function hashesOfText(text: string): Promise<{ sha256: string; normalised: string }> {
  const encoder = new TextEncoder()
  const [sha256, normalised] = await Promise.all(
    [text, normalisedText(text)].map((each) => hashOf(encoder.encode(each))),
  )
  return { sha256: sha256 ?? "", normalised: normalised ?? "" }
}

/** Undefined for what is no text. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes)
    return text.includes("\0") ? undefined : text
  } catch {
    return undefined
  }
}

async function hashOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(bytes))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")
}
