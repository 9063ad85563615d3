import { BracketError } from "#lib/domain/errors"
import { mayActAs, type PersonRole } from "#lib/domain/person"
import type { Policy } from "#lib/domain/policy"
import type { ConnectionRow } from "#lib/server/store/schema"

/** Who sets connections up. */
export interface Who {
  id: string
  role: PersonRole
}

export const isAdmin = (who: Who): boolean => mayActAs(who.role, "admin")

/** What a person may add: connections for others too, private ones, or none. */
export function mayAdd(who: Who, policy: Policy): "shared" | "private" | "none" {
  if (isAdmin(who)) return "shared"
  return mayActAs(who.role, "member") && policy.membersMayConnect ? "private" : "none"
}

/** Whether a person sees a connection in the settings: admins see all, others what is theirs. */
export const mayManage = (who: Who, row: ConnectionRow): boolean =>
  row.absent === 0 && (isAdmin(who) || row.owner_id === who.id)

/**
 * Whether a person may change name, address and credential. A member's key is the member's: an admin may take such a
 * connection out of use, not send its key elsewhere.
 */
export const mayEdit = (who: Who, row: ConnectionRow): boolean =>
  row.source === "person" && (row.owner_id === null ? isAdmin(who) : row.owner_id === who.id)

/** What is not somebody's to manage is not there for them. */
export function noSuchConnection(): BracketError {
  return new BracketError("not_found", "There is no such connection.", {
    hint: "It may have been deleted; look in Settings > Connections.",
  })
}

export function notAllowed(message: string, field?: string): BracketError {
  return new BracketError("forbidden", message, {
    hint: "Ask an admin.",
    ...(field === undefined ? {} : { field, params: { field } }),
  })
}
