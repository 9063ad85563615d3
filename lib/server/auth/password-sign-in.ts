import { knownDevice } from "#lib/server/auth/known-devices"
import { passwordMatches } from "#lib/server/auth/passwords"
import type { Store } from "#lib/server/store/store"

interface GuessLimits {
  take(name: "signIn" | "signInAddress" | "signInAccount", key: string): Promise<void>
}

/**
 * Whose e-mail address and password these are. Guesses are counted per account and address, per address, and per account
 * from wherever they come; a browser that the account's owner has signed in with counts for itself, so that nobody's
 * guessing keeps the owner out. Throws `BracketError("rate_limited")`.
 */
export async function personOfPassword(
  { store, limits, authSecret }: { store: Store; limits: GuessLimits; authSecret: string },
  call: { address: string; cookies: string | null },
  typedEmail: string,
  password: string,
): Promise<string | undefined> {
  const email = typedEmail.trim().toLowerCase()
  const person = await store.people.findByEmail(email)
  const device = person && knownDevice(call.cookies, person.id, authSecret)
  if (device === undefined) {
    await limits.take("signInAddress", call.address)
    await limits.take("signIn", `${call.address} ${email}`)
    await limits.take("signInAccount", email)
  } else await limits.take("signIn", `device ${device}`)
  const usable = person?.suspended_at === null ? person : undefined
  const matches = await passwordMatches(usable?.password_hash, password)
  return matches ? usable?.id : undefined
}
