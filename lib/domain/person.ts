import type { PersonRole } from "#lib/domain/person-schema"

export type { Person, PersonRole, SetPassword } from "#lib/domain/person-schema"

const rank: Record<PersonRole, number> = { viewer: 0, member: 1, admin: 2, owner: 3 }
export const roles = ["owner", "admin", "member", "viewer"] as const satisfies PersonRole[]

/** True when `role` may do what `needed` may do. */
export function mayActAs(role: PersonRole, needed: PersonRole): boolean {
  return rank[role] >= rank[needed]
}

/** Who may change, suspend or remove whom: admins everyone but owners, owners everyone. */
export function mayManage(actor: PersonRole, target: PersonRole): boolean {
  return mayActAs(actor, "admin") && mayActAs(actor, target)
}

/** The roles that somebody may give: none above their own. */
export function grantableRoles(actor: PersonRole): PersonRole[] {
  return roles.filter((role) => mayManage(actor, role))
}
