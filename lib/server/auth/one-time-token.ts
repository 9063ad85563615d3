import { createHash, randomBytes } from "node:crypto"

/** What stands in a link that works once: 192 random bits. Only its hash is kept. */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(24).toString("base64url")
  return { token, hash: hashOfToken(token) }
}

export const hashOfToken = (token: string): string => createHash("sha256").update(token).digest("hex")
