import type { Budget, Used } from "#lib/domain/budget"
import type { PersonRole } from "#lib/domain/person"
import type { InvitationRow, PersonRow, SessionRow } from "#lib/server/store/schema"

/** What the store keeps about people; a part of `Store`. */

/** A person with when they were last seen, epoch ms. */
export interface SeenPerson extends PersonRow {
  last_seen_at: number | null
}

export interface PeopleStore {
  /** Makes the owner when there is none yet, and returns one who may come in; safe when several nodes start together. */
  ensureOwner(now: number): Promise<PersonRow>
  create(person: PersonRow): Promise<void>
  get(id: string): Promise<PersonRow | undefined>
  /** E-mail addresses are compared in lower case. */
  findByEmail(email: string): Promise<PersonRow | undefined>
  /** Everybody, the first one first. */
  list(): Promise<SeenPerson[]>
  setPassword(id: string, change: { email: string; passwordHash: string }): Promise<void>
  /** Takes the password away. */
  clearPassword(id: string): Promise<void>
  /** Throws `BracketError`: `conflict` for an address that somebody else has, `last_owner` (see there). */
  change(id: string, change: { name?: string; email?: string; role?: PersonRole }): Promise<void>
  /** Throws `BracketError("last_owner")` rather than leaving nobody who may do everything. */
  suspend(id: string, at: number | null): Promise<void>
  /**
   * Removes a person with their sessions, links and budget. What they own goes to `heirId`, or with them when that is
   * null. Throws `BracketError("last_owner")`, and `not_found` when there is no such heir.
   */
  remove(id: string, heirId: string | null): Promise<void>
}

export interface SessionStore {
  create(session: SessionRow): Promise<void>
  /** The session with its person, when it has neither ended nor expired and the person is not suspended. */
  active(id: string, now: number): Promise<{ session: SessionRow; person: PersonRow } | undefined>
  /** The sessions of a person that still count, the one last used first. */
  list(personId: string, now: number): Promise<SessionRow[]>
  touch(id: string, now: number): Promise<void>
  end(id: string, now: number): Promise<void>
  /** Ends a session of this person; false when there is none. */
  endOwn(id: string, personId: string, now: number): Promise<boolean>
  /** Ends all sessions of a person, but for one. */
  endAll(personId: string, now: number, exceptId?: string): Promise<void>
}

export interface SignInLinkStore {
  create(link: { tokenHash: string; personId: string; createdAt: number; expiresAt: number }): Promise<void>
  /** Spends a link, once: the person's id, or undefined when it is unknown, spent or expired. Atomic. */
  spend(tokenHash: string, now: number): Promise<string | undefined>
  /** Forgets the unspent links of a person. */
  revoke(personId: string): Promise<void>
}

/** How somebody says which invitation is theirs: by its link, or by a verified address. */
export type InvitationKey = { tokenHash: string } | { email: string }

export interface InvitationStore {
  /** One per address: an earlier one ends. */
  put(invitation: InvitationRow): Promise<void>
  /** Those that can still be accepted, newest first. */
  open(now: number): Promise<InvitationRow[]>
  find(key: InvitationKey, now: number): Promise<InvitationRow | undefined>
  /** Takes it back; false when it is not there. */
  revoke(id: string): Promise<boolean>
  /** Takes back all that somebody has made. */
  revokeBy(personId: string): Promise<void>
  /**
   * Spends an invitation and makes the person, both or neither: undefined when it is unknown, spent or expired.
   * Throws `BracketError("conflict")` when somebody has the address meanwhile.
   */
  accept(
    key: InvitationKey,
    now: number,
    make: (invitation: InvitationRow) => PersonRow,
  ): Promise<PersonRow | undefined>
}

export interface IdentityStore {
  /** Who signs in by this account of a provider. */
  personOf(provider: string, subject: string): Promise<PersonRow | undefined>
  /** Ties an account to a person; one that is tied already stays as it is. */
  tie(identity: { provider: string; subject: string; personId: string; at: number }): Promise<void>
}

/** What a run has used. */
export interface Amount {
  requests: number
  tokens: number
  /** US dollars. */
  cost: number
}

export interface BudgetStore {
  /** Undefined: nothing is limited. */
  get(personId: string): Promise<Budget | undefined>
  all(): Promise<Map<string, Budget>>
  /** A budget without limits is forgotten. */
  set(personId: string, budget: Budget): Promise<void>
  used(personId: string, now: number): Promise<Used>
  usedByAll(now: number): Promise<Map<string, Used>>
  /** Counts one request if the budget has room for it, in one step on all nodes; else what had been used before it. */
  take(personId: string, budget: Budget, now: number): Promise<{ taken: true } | { taken: false; used: Used }>
  /** Adds to the periods that `at` lies in. Nothing happens for a person who is not there any more. */
  add(personId: string, amount: Amount, at: number): Promise<void>
}
