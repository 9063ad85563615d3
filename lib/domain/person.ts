import type { PersonRole } from "#lib/domain/person-schema"

export type { Person, PersonRole, SetPassword } from "#lib/domain/person-schema"

const rank: Record<PersonRole, number> = { viewer: 0, member: 1, admin: 2, owner: 3 }

/** True when `role` may do what `needed` may do. */
export function mayActAs(role: PersonRole, needed: PersonRole): boolean {
  return rank[role] >= rank[needed]
}
