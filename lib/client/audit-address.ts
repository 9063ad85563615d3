import { type AuditFilter, auditGroupNames, auditOutcomes } from "#lib/domain/audit"
import { readDay, startOfDay } from "./address-day.ts"

/** What the address of the audit log says: the filter, with days as a person writes them (2026-11-24). */
export interface AuditAddress {
  q: string | undefined
  person: string | undefined
  group: AuditFilter["group"]
  outcome: AuditFilter["outcome"]
  from: string | undefined
  to: string | undefined
}

/** Reads any address: what is absent or makes no sense is left out, so it never fails. */
export function readAuditAddress(search: { get(name: string): string | null }): AuditAddress {
  const text = (name: string, longest: number) => {
    const value = search.get(name)
    return value && value.length <= longest ? value : undefined
  }
  return {
    q: text("q", 200),
    person: text("person", 100),
    group: auditGroupNames.find((group) => group === search.get("group")),
    outcome: auditOutcomes.find((outcome) => outcome === search.get("outcome")),
    from: readDay(search.get("from")),
    to: readDay(search.get("to")),
  }
}

/** Writes an address as a query, without the question mark. */
export function writeAuditAddress(address: AuditAddress): string {
  const set = Object.entries(address).filter((pair): pair is [string, string] => Boolean(pair[1]))
  return new URLSearchParams(set).toString()
}

/** What the server is asked for: both days whole, in the reader's own time zone. */
export function auditFilterOf({ from, to, ...rest }: AuditAddress): AuditFilter {
  return {
    ...rest,
    from: from === undefined ? undefined : startOfDay(from),
    to: to === undefined ? undefined : startOfDay(to, 1),
  }
}
