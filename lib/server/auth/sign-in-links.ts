import { createHash, randomBytes } from "node:crypto"
import type { Store } from "#lib/server/store/store"

const linkLifeMs = 24 * 60 * 60_000

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex")

/** Makes the one link that signs a person in, once, within a day; earlier unspent ones stop working. Only its hash is kept. */
export async function makeSignInToken(store: Store, personId: string, now: number): Promise<string> {
  const token = randomBytes(24).toString("base64url")
  await store.signInLinks.revoke(personId)
  await store.signInLinks.create({
    tokenHash: hashOf(token),
    personId,
    createdAt: now,
    expiresAt: now + linkLifeMs,
  })
  return token
}

/** Spends a link: whom it signs in, or undefined when it is unknown, spent or expired. */
export function spendSignInToken(store: Store, token: string, now: number): Promise<string | undefined> {
  return store.signInLinks.spend(hashOf(token), now)
}
