import { hashOfToken, newToken } from "#lib/server/auth/one-time-token"
import type { Store } from "#lib/server/store/store"

export const linkLifeMs = 24 * 60 * 60_000

/** Makes the one link that signs a person in, once, within a day; earlier unspent ones stop working. */
export async function makeSignInToken(store: Store, personId: string, now: number): Promise<string> {
  const { token, hash } = newToken()
  await store.signInLinks.revoke(personId)
  await store.signInLinks.create({ tokenHash: hash, personId, createdAt: now, expiresAt: now + linkLifeMs })
  return token
}

/** Spends a link: whom it signs in, or undefined when it is unknown, spent or expired. */
export function spendSignInToken(store: Store, token: string, now: number): Promise<string | undefined> {
  return store.signInLinks.spend(hashOfToken(token), now)
}
