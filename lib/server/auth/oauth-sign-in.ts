import { randomUUID } from "node:crypto"
import { BracketError } from "#lib/domain/errors"
import { invitedPerson } from "#lib/server/auth/invitations"
import type { PersonRow } from "#lib/server/store/schema"
import type { Store } from "#lib/server/store/store"

/** An account at another provider, as that provider vouches for it. */
export interface OAuthAccount {
  provider: string
  /** The provider's own id of it. */
  subject: string
  email: string | undefined
  /** The provider has made sure that the address is theirs. */
  isVerified: boolean
  name: string | undefined
}

/** Why an account does not let anybody in; the sign-in page has a sentence for each. */
export type OAuthRefusal = "not_invited" | "email_unverified" | "suspended"

/**
 * Whom an account signs in: the person it is tied to; else, by its verified address, somebody who is here, who was
 * invited, or who belongs to one of the domains that may come in by themselves. It is tied to them from then on.
 */
export async function personOfAccount(
  account: OAuthAccount,
  deps: { store: Store; now: () => number; allowedDomains: string[] },
): Promise<{ personId: string } | { refusal: OAuthRefusal }> {
  const { store, now } = deps
  const { provider, subject } = account
  const tied = await store.identities.personOf(provider, subject)
  if (tied) return admitted(tied)
  const email = account.email?.trim().toLowerCase()
  // An address that nobody has verified could be anybody's.
  if (!email || !account.isVerified) return { refusal: "email_unverified" }
  const person = (await store.people.findByEmail(email)) ?? (await joins({ ...account, email }, deps))
  if (!person) return { refusal: "not_invited" }
  await store.identities.tie({ provider, subject, personId: person.id, at: now() })
  return admitted(person)
}

function admitted(person: PersonRow): { personId: string } | { refusal: OAuthRefusal } {
  return person.suspended_at === null ? { personId: person.id } : { refusal: "suspended" }
}

/** Makes a person who was invited, or whose domain may come in. */
async function joins(
  { email, name }: OAuthAccount & { email: string },
  { store, now, allowedDomains }: { store: Store; now: () => number; allowedDomains: string[] },
): Promise<PersonRow | undefined> {
  const about = { name: name?.trim().slice(0, 100) || email, passwordHash: null, at: now() }
  try {
    const invited = await store.invitations.accept({ email }, now(), (invitation) =>
      invitedPerson(invitation, about),
    )
    if (invited) return invited
    const domain = email.slice(email.lastIndexOf("@") + 1)
    // Looked for once more: at the same moment, the same account may have spent the invitation.
    if (!allowedDomains.includes(domain)) return await store.people.findByEmail(email)
    const person = { ...invitedPerson({ email, role: "member" }, about), id: randomUUID() }
    await store.people.create(person)
    return person
  } catch (error) {
    // The same account came in twice at the same moment: the other one was faster.
    if (error instanceof BracketError && error.code === "conflict") return store.people.findByEmail(email)
    throw error
  }
}
