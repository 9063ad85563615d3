/* The audit log. See schema.ts for how values are stored. */

export interface AuditRow {
  /** Its place in the chain, counted from 1 without a gap. */
  seq: number
  id: string
  at: number
  person_id: string | null
  action: string
  target: string | null
  outcome: "ok" | "refused" | "failed"
  address: string
  /** The browser's name for itself. */
  device: string
  request_id: string
  /** JSON. */
  details: string
  previous_hash: string
  /** See audit-chain.ts. */
  hash: string
}

/** The end of the audit chain; one row, which appending locks. */
export interface AuditHeadRow {
  id: "chain"
  seq: number
  hash: string
}

/** A place in the audit chain that Bracket has signed. */
export interface AuditCheckpointRow {
  /** `seal`: the chain as it was there; `retention`: stands for all entries up to it, which are gone. */
  kind: "seal" | "retention"
  seq: number
  hash: string
  at: number
  /** Who had the entries removed; null: the server itself. */
  made_by: string | null
  /** How many entries are gone, and when the first and the last of them were written. */
  removed: number
  removed_from: number | null
  removed_to: number | null
  /** The signature, see audit/audit-signature.ts. */
  mac: string
}

export interface AuditKeyRow {
  id: string
  sealed: string
}
