import { nothingUsed } from "#lib/domain/budget"
import { BracketError } from "#lib/domain/errors"
import type { ChangePerson, ManagedPerson, OneTimeLink, People } from "#lib/domain/people-schema"
import { grantableRoles, mayManage, type PersonRole } from "#lib/domain/person"
import { roleSchema } from "#lib/domain/person-schema"
import { invitationOf } from "#lib/server/auth/invitations"
import { linkLifeMs, makeSignInToken } from "#lib/server/auth/sign-in-links"
import type { SignedIn } from "#lib/server/auth/signed-in"
import type { PersonRow } from "#lib/server/store/schema"
import type { Store } from "#lib/server/store/store"

interface Deps {
  store: Store
  engine: { cancelAllOf(personId: string): Promise<void> }
  images: {
    share(personId: string, heirId: string): Promise<void>
    discard(personId: string): Promise<void>
  }
  publicUrl: string
  now: () => number
}

/** Everybody with budget and use, and the invitations that are open. */
export async function listPeople({ store, now }: Pick<Deps, "store" | "now">): Promise<People> {
  const at = now()
  const [rows, budgets, used, invitations] = await Promise.all([
    store.people.list(),
    store.budgets.all(),
    store.budgets.usedByAll(at),
    store.invitations.open(at),
  ])
  const people = rows.map(
    (row): ManagedPerson => ({
      id: row.id,
      name: row.name,
      email: row.email,
      role: roleSchema.parse(row.role),
      suspended: row.suspended_at !== null,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
      budget: budgets.get(row.id) ?? { day: {}, month: {} },
      used: used.get(row.id) ?? nothingUsed(),
    }),
  )
  return { people, invitations: invitations.map(invitationOf) }
}

/**
 * Changes somebody. One's own role and access are for somebody else to change, so that nobody locks themselves out by a
 * slip. Throws `BracketError`: `not_found`, `forbidden`, `own_account`, `last_owner`, `conflict`.
 */
export async function changePerson(
  deps: Deps,
  who: SignedIn,
  id: string,
  change: ChangePerson,
): Promise<void> {
  const { store, engine, now } = deps
  const row = await managed(deps, who, id)
  const { suspended, budget, ...rest } = change
  const isOwnAccess = (rest.role !== undefined && rest.role !== row.role) || suspended === true
  // Whoever has a budget got it from somebody above.
  const isOwnBudget = budget !== undefined && who.person.role !== "owner"
  if (id === who.person.id && (isOwnAccess || isOwnBudget)) throw ownAccount()
  if (rest.role !== undefined && !grantableRoles(who.person.role).includes(rest.role)) throw above(rest.role)
  await store.people.change(id, rest)
  // An invitation is worth no more than the role of whoever made it.
  if (rest.role !== undefined && rest.role !== row.role) await store.invitations.revokeBy(id)
  // Viewers run nothing, not even what they began before.
  if (rest.role === "viewer" && row.role !== "viewer") await engine.cancelAllOf(id)
  if (budget) await store.budgets.set(id, budget)
  if (suspended === undefined || suspended === (row.suspended_at !== null)) return
  await store.people.suspend(id, suspended ? now() : null)
  if (suspended) await shutOut(deps, id, engine)
}

/** Removes somebody; what they own goes to `handTo`, or with them when that is null. Throws as `changePerson` does. */
export async function removePerson(
  deps: Deps,
  who: SignedIn,
  id: string,
  handTo: string | null,
): Promise<void> {
  await managed(deps, who, id)
  if (id === who.person.id) throw ownAccount()
  if (handTo !== null && !(await deps.store.people.get(handTo))) throw nobody("handTo")
  await shutOut(deps, id, deps.engine)
  // Before the runs that show them, so that these never lack a picture; what is left over afterwards goes.
  if (handTo !== null) await deps.images.share(id, handTo)
  await deps.store.people.remove(id, handTo)
  await deps.images.discard(id)
}

/**
 * A new way in for somebody who has lost theirs: the password is gone, all sessions end, and the link signs in once, for
 * a day. Throws as `changePerson` does.
 */
export async function makeWayIn(deps: Deps, who: SignedIn, id: string): Promise<OneTimeLink> {
  const { store, publicUrl, now } = deps
  await managed(deps, who, id)
  if (id === who.person.id) throw ownAccount()
  await store.people.clearPassword(id)
  await store.sessions.endAll(id, now())
  const token = await makeSignInToken(store, id, now())
  return { link: `${publicUrl}/sign-in#token=${token}`, expiresAt: now() + linkLifeMs }
}

/** Ends everything that somebody has under way; what had arrived of their runs is kept. */
async function shutOut({ store, now }: Deps, id: string, engine: Deps["engine"]): Promise<void> {
  await store.signInLinks.revoke(id)
  await store.invitations.revokeBy(id)
  await store.sessions.endAll(id, now())
  await engine.cancelAllOf(id)
}

async function managed({ store }: Deps, who: SignedIn, id: string): Promise<PersonRow> {
  const row = await store.people.get(id)
  if (!row) throw nobody()
  const role = roleSchema.parse(row.role)
  if (!mayManage(who.person.role, role)) throw above(role)
  return row
}

const nobody = (field?: string) =>
  new BracketError("not_found", "There is no such person.", { field, hint: "They may have been removed." })

const above = (role: PersonRole) =>
  new BracketError("forbidden", `This needs the role ${role}.`, { hint: "Ask an owner.", params: { role } })

const ownAccount = () =>
  new BracketError("own_account", "Your own role, access and budget are for somebody else to change.", {
    hint: "Ask another owner or admin.",
  })
