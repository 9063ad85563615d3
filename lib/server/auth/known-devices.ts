import { createHmac, randomBytes, timingSafeEqual } from "node:crypto"
import { cookieOf } from "#lib/server/auth/cookies"

/**
 * A browser in which a person has signed in before keeps a mark of it. Guesses from elsewhere use up the tries of
 * strangers, never those of a browser that is known: so nobody is locked out by somebody else's guessing.
 */
const cookieName = "bracket-device"
const lifeSeconds = 365 * 24 * 60 * 60

const signatureOf = (mark: string, personId: string, secret: string): string =>
  createHmac("sha256", secret).update(`device ${personId} ${mark}`).digest("base64url")

/** The Set-Cookie value that makes a browser known for this person. */
export function deviceCookie(personId: string, secret: string, secure: boolean): string {
  const mark = randomBytes(12).toString("base64url")
  const value = `${mark}.${signatureOf(mark, personId, secret)}`
  return `${cookieName}=${value}; Path=/api/auth; Max-Age=${lifeSeconds}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`
}

/** The mark of a browser that is known for this person; undefined for all others. */
export function knownDevice(cookies: string | null, personId: string, secret: string): string | undefined {
  const [mark, signature] = cookieOf(cookies, cookieName)?.split(".") ?? []
  if (!mark || !signature) return undefined
  const given = Buffer.from(signature)
  const right = Buffer.from(signatureOf(mark, personId, secret))
  return given.length === right.length && timingSafeEqual(given, right) ? mark : undefined
}
