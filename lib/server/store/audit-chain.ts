import { createHash } from "node:crypto"
import type { AuditEntry } from "./audit-ports.ts"
import type { AuditRow } from "./schema.ts"
import { storableValue } from "./storable-value.ts"

/** What stands for the hash of the entry before the first one. */
export const chainStart = "0".repeat(64)

/** The part of an entry that its hash covers, beside the hash of the entry before. */
export type HashedRow = Omit<AuditRow, "previous_hash" | "hash">

/**
 * SHA-256, in hex, of the hash of the entry before and the entry itself as JSON: an array in this order, `details` as the
 * text that is stored. The form is fixed for ever: entries of years ago are held against it.
 */
export function hashOf(previousHash: string, row: HashedRow): string {
  const fields = [
    row.seq,
    row.id,
    row.at,
    row.person_id,
    row.action,
    row.target,
    row.outcome,
    row.address,
    row.device,
    row.request_id,
    row.details,
  ]
  return createHash("sha256").update(previousHash).update("\n").update(JSON.stringify(fields)).digest("hex")
}

/** Rows in their places after the end of a chain. */
export function chained(
  rows: Omit<HashedRow, "seq">[],
  { seq, hash }: { seq: number; hash: string },
): AuditRow[] {
  let previous = hash
  return rows.map((row, index) => {
    const placed = { ...row, seq: seq + index + 1 }
    const previousHash = previous
    previous = hashOf(previousHash, placed)
    return { ...placed, previous_hash: previousHash, hash: previous }
  })
}

/** An entry as it will be read back: hashed must be what the database keeps, and not what it was given. */
export function rowOf(entry: AuditEntry): Omit<HashedRow, "seq"> {
  const text = <T extends string | null>(value: T) => storableValue(value) as T
  return {
    id: text(entry.id),
    at: entry.at,
    person_id: text(entry.personId),
    action: text(entry.action),
    target: text(entry.target),
    outcome: entry.outcome,
    address: text(entry.address),
    device: text(entry.device),
    request_id: text(entry.requestId),
    details: JSON.stringify(entry.details),
  }
}
