import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto"
import { BracketError } from "#lib/domain/errors"

/** Seals and opens small secrets for the database. */
export interface Seal {
  /** `purpose` is authenticated too: a sealed value does not open in another place. */
  seal(secret: string, purpose: string): string
  /** Throws `BracketError("secret_unreadable")` for a wrong key, purpose or tampered text. */
  open(sealed: string, purpose: string): string
}

const ivBytes = 12
const tagBytes = 16
const prefix = "v1."

/** AES-256-GCM with a random 12-byte IV per value (NIST SP 800-38D); `masterKey` is 32 bytes. Text form: `v1.` + base64url(iv, tag, ciphertext). */
export function createSeal(masterKey: Buffer): Seal {
  return {
    seal(secret, purpose) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv("aes-256-gcm", masterKey, iv).setAAD(Buffer.from(purpose))
      const ciphertext = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()])
      return prefix + Buffer.concat([iv, cipher.getAuthTag(), ciphertext]).toString("base64url")
    },
    open(sealed, purpose) {
      try {
        if (!sealed.startsWith(prefix)) throw new Error("unknown form")
        const bytes = Buffer.from(sealed.slice(prefix.length), "base64url")
        const decipher = createDecipheriv("aes-256-gcm", masterKey, bytes.subarray(0, ivBytes), {
          authTagLength: tagBytes,
        })
        decipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
        return Buffer.concat([
          decipher.update(bytes.subarray(ivBytes + tagBytes)),
          decipher.final(),
        ]).toString("utf8")
      } catch (cause) {
        throw new BracketError(
          "secret_unreadable",
          "A stored credential could not be opened with the current master key.",
          {
            hint: "Start with the MASTER_KEY (or the data folder's master.key) that sealed it.",
            cause,
          },
        )
      }
    },
  }
}
