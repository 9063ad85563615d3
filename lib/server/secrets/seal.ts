import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto"
import { BracketError } from "#lib/domain/errors"

/** Seals and opens small secrets for the database. */
export interface Seal {
  /** `purpose` is authenticated too: a sealed value does not open in another place. */
  seal(secret: string, purpose: string): string
  /** Throws `BracketError("secret_unreadable")` for a wrong key, purpose or tampered text. */
  open(sealed: string, purpose: string): string
  /** Whether a text was sealed in today's form by the key that seals now. */
  isCurrent(sealed: string): boolean
  /** Whether one of the keys is the one that sealed it. */
  knowsKeyOf(sealed: string, purpose: string): boolean
}

const ivBytes = 12
const tagBytes = 16
const form = /^v2\.([0-9a-f]{8})\.([\w-]+)$/
/** Texts from before there were several keys: they do not name theirs. */
const oldForm = /^v1\.([\w-]+)$/

/** Any sealed text, wherever it stands. */
export const sealedText = /\bv(?:1|2\.[0-9a-f]{8})\.[\w-]{38,}/g

/** What a key is called in the texts that it sealed: derived from it, so that no list of names can go wrong. */
export const keyIdOf = (key: Buffer): string =>
  createHmac("sha256", key).update("bracket: name of a master key").digest("hex").slice(0, 8)

/**
 * AES-256-GCM with a random 12-byte IV per value (NIST SP 800-38D). Each key is 32 bytes; the first one seals, all of
 * them open. Text form: `v2.`, the key's id, `.`, base64url(iv, tag, ciphertext).
 */
export function createSeal(keys: Buffer | readonly Buffer[]): Seal {
  const ring = new Map((Buffer.isBuffer(keys) ? [keys] : keys).map((key) => [keyIdOf(key), key]))
  const [current] = ring
  if (!current) throw new TypeError("a seal needs a key")
  const [currentId, currentKey] = current

  function openWithAny(sealed: string, purpose: string): string | undefined {
    const [, id = "", payload] = form.exec(sealed) ?? []
    if (payload !== undefined) {
      const key = ring.get(id)
      return key && decrypted(key, payload, purpose)
    }
    const [, oldPayload] = oldForm.exec(sealed) ?? []
    if (oldPayload === undefined) return undefined
    for (const key of ring.values()) {
      const secret = decrypted(key, oldPayload, purpose)
      if (secret !== undefined) return secret
    }
    return undefined
  }

  return {
    seal(secret, purpose) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv("aes-256-gcm", currentKey, iv).setAAD(Buffer.from(purpose))
      const ciphertext = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()])
      return `v2.${currentId}.${Buffer.concat([iv, cipher.getAuthTag(), ciphertext]).toString("base64url")}`
    },
    open(sealed, purpose) {
      const secret = openWithAny(sealed, purpose)
      if (secret !== undefined) return secret
      throw new BracketError(
        "secret_unreadable",
        "A stored credential could not be opened with the current master key.",
        { hint: "Start with the MASTER_KEY (or the data folder's master.key) that sealed it." },
      )
    },
    isCurrent: (sealed) => form.exec(sealed)?.[1] === currentId,
    knowsKeyOf(sealed, purpose) {
      const id = form.exec(sealed)?.[1]
      return id === undefined ? openWithAny(sealed, purpose) !== undefined : ring.has(id)
    },
  }
}

/** Undefined when this is not the key, not the place, or not the text that was sealed. */
function decrypted(key: Buffer, payload: string, purpose: string): string | undefined {
  const bytes = Buffer.from(payload, "base64url")
  if (bytes.length < ivBytes + tagBytes) return undefined
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString(
      "utf8",
    )
  } catch {
    return undefined
  }
}
