import { BracketError } from "#lib/domain/errors"
import { mayActAs, type Person, type SetPassword } from "#lib/domain/person"
import { hashPassword, passwordMatches } from "#lib/server/auth/passwords"
import { personOf, type SignedIn } from "#lib/server/auth/signed-in"
import type { Store } from "#lib/server/store/store"

/**
 * Sets or changes a person's password and e-mail address; all their other sessions end. Throws `BracketError`:
 * `invalid_input` for a wrong current password or a taken address.
 */
export async function setPassword(
  deps: { store: Store; now: () => number },
  who: SignedIn,
  change: SetPassword,
): Promise<Person> {
  const { people, sessions, signInLinks } = deps.store
  const row = await people.get(who.person.id)
  if (!row) throw new BracketError("not_found", "This account is not there any more.")
  if (row.password_hash !== null && !(await passwordMatches(row.password_hash, change.currentPassword ?? "")))
    throw new BracketError("invalid_input", "The current password is not right.", {
      field: "currentPassword",
      hint: "Type the password you sign in with now.",
      params: { field: "currentPassword", problem: "wrong" },
    })
  // An address that anybody could choose freely would let others in: sign-in by a provider goes by the address.
  if (row.email !== null && change.email !== row.email && !mayActAs(who.person.role, "admin"))
    throw new BracketError("invalid_input", "Only an admin can change the address of an account.", {
      field: "email",
      hint: "Ask an admin.",
      params: { field: "email", problem: "fixed" },
    })
  const taken = await people.findByEmail(change.email)
  if (taken && taken.id !== row.id)
    throw new BracketError("invalid_input", "This address belongs to another account.", {
      field: "email",
      hint: "Use another address.",
      params: { field: "email", problem: "taken" },
    })
  const passwordHash = await hashPassword(change.password)
  await people.setPassword(row.id, { email: change.email, passwordHash })
  await signInLinks.revoke(row.id)
  await sessions.endAll(row.id, deps.now(), who.sessionId)
  return personOf({ ...row, email: change.email, password_hash: passwordHash })
}
