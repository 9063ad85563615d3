import { randomUUID } from "node:crypto"
import { BracketError } from "#lib/domain/errors"
import type { Invitation, Invite, LookedAt, OneTimeLink } from "#lib/domain/people-schema"
import { grantableRoles } from "#lib/domain/person"
import { roleSchema } from "#lib/domain/person-schema"
import { hashOfToken, newToken } from "#lib/server/auth/one-time-token"
import { hashPassword } from "#lib/server/auth/passwords"
import type { SignedIn } from "#lib/server/auth/signed-in"
import type { InvitationRow, PersonRow } from "#lib/server/store/schema"
import type { Store } from "#lib/server/store/store"

/** An invitation can be accepted for so long, in ms. */
export const invitationLifeMs = 7 * 24 * 60 * 60_000

interface Deps {
  store: Store
  publicUrl: string
  now: () => number
}

/**
 * Invites somebody, and answers the link for them: this once, as only its hash is kept. An earlier one for the same
 * address ends. Throws `BracketError`: `forbidden` for a role above one's own, `conflict` for somebody who is there.
 */
export async function invite(
  { store, publicUrl, now }: Deps,
  who: SignedIn,
  { email, role }: Invite,
): Promise<OneTimeLink & { invitation: Invitation }> {
  if (!grantableRoles(who.person.role).includes(role))
    throw new BracketError("forbidden", `Only an owner may invite as ${role}.`, {
      hint: "Ask an owner.",
      field: "role",
      params: { role },
    })
  if (await store.people.findByEmail(email))
    throw new BracketError("conflict", "Somebody with this address is here already.", {
      field: "email",
      hint: "Look for them in the list of people.",
    })
  const { token, hash } = newToken()
  const at = now()
  const row: InvitationRow = {
    id: randomUUID(),
    token_hash: hash,
    email,
    role,
    invited_by: who.person.id,
    created_at: at,
    expires_at: at + invitationLifeMs,
  }
  await store.invitations.put(row)
  // In the fragment, which no server and no preview ever sees.
  return {
    invitation: invitationOf(row),
    link: `${publicUrl}/sign-in#invitation=${token}`,
    expiresAt: row.expires_at,
  }
}

/** Whom an invitation is for; does not spend it. Throws `BracketError("not_found")`. */
export async function lookAtInvitation({ store, now }: Deps, token: string): Promise<LookedAt> {
  const invitation = await store.invitations.find({ tokenHash: hashOfToken(token) }, now())
  if (!invitation)
    throw new BracketError("not_found", "This invitation is not open.", {
      hint: "Ask whoever invited you for a new link.",
    })
  return { email: invitation.email, role: roleSchema.parse(invitation.role) }
}

/** Spends an invitation and makes the person; undefined when it is not open any more. */
export async function acceptInvitation(
  { store, now }: Pick<Deps, "store" | "now">,
  token: string,
  { name, password }: { name: string; password: string },
): Promise<PersonRow | undefined> {
  const key = { tokenHash: hashOfToken(token) }
  // Hashing is slow on purpose: nobody gets it for a token that is none.
  if (!(await store.invitations.find(key, now()))) return undefined
  const passwordHash = await hashPassword(password)
  return store.invitations.accept(key, now(), (invitation) =>
    invitedPerson(invitation, { name, passwordHash, at: now() }),
  )
}

/** The person that an invitation makes. */
export function invitedPerson(
  invitation: Pick<InvitationRow, "email" | "role">,
  { name, passwordHash, at }: { name: string; passwordHash: string | null; at: number },
): PersonRow {
  return {
    id: randomUUID(),
    name,
    email: invitation.email,
    role: invitation.role,
    password_hash: passwordHash,
    suspended_at: null,
    created_at: at,
  }
}

export function invitationOf(row: InvitationRow): Invitation {
  return {
    id: row.id,
    email: row.email,
    role: roleSchema.parse(row.role),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}
